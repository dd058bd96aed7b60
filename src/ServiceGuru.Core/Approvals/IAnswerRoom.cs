using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>
/// A place where a gate is asked and answered in one: it asks by itself when it is first read, and what is said about the
/// gate later belongs below the question.
/// </summary>
public interface IAnswerRoom : IAnswerSource
{
    /// <summary>Says something below the question, once.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="openedAt">When it was opened.</param>
    /// <param name="kind">What tells this from all else that is said about this opening of the gate, e.g. <c>closed</c>.</param>
    /// <param name="text">What.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Whether there is a question below which it could be said.</returns>
    /// <exception cref="Operations.GuruException">The place can't be reached.</exception>
    Task<bool> SayAsync(string runId, GateOpened gate, DateTimeOffset openedAt, string kind, string text, CancellationToken cancellationToken);
}
