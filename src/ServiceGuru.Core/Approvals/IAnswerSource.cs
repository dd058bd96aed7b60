using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>
/// A place where people answer gates besides the run's mailbox: a chat room. While a gate is open the engine asks it again
/// and again, records what it finds, and tells it what became of each answer.
/// </summary>
public interface IAnswerSource
{
    /// <summary>Gets what the place is called, e.g. the channel's name; becomes the answer's <see cref="GateAnswer.Via"/>.</summary>
    string Name { get; }

    /// <summary>
    /// Gives the answers to an opening of a gate that stand now, old and new: what is recorded already is known by its
    /// <see cref="GateAnswer.Key"/> and not taken again, also after a crash. A recorded answer that is not among them any more
    /// was taken back.
    /// </summary>
    /// <param name="runId">The run.</param>
    /// <param name="gate">The gate as it was opened.</param>
    /// <param name="openedAt">When it was opened; what was said before is no answer to it.</param>
    /// <param name="cancellationToken">The gate has closed.</param>
    /// <returns>
    /// The answers, oldest first, each with its key (the message's id, prefixed with <see cref="Name"/>), its opening and
    /// the identity of who gave it, see <see cref="Identity"/>.
    /// </returns>
    /// <exception cref="Operations.GuruException">The place can't be reached; the engine says so, and asks again.</exception>
    Task<IReadOnlyList<GateAnswer>> ReadAsync(string runId, GateOpened gate, DateTimeOffset openedAt, CancellationToken cancellationToken);

    /// <summary>Tells what became of an answer from here, once it is recorded; after a crash perhaps not.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="answer">The answer as it was recorded; <see cref="GateAnswered.Refused"/> says why it does not count.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">The place can't be reached; the engine says so, and goes on.</exception>
    Task TellAsync(string runId, GateOpened gate, GateAnswered answer, CancellationToken cancellationToken);
}
