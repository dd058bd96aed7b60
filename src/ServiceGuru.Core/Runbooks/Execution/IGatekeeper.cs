using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Asks the person at this face. Where there is nobody, it says so, and the answer must come another way.</summary>
public interface IGatekeeper
{
    /// <summary>Asks a gate's question.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="cancellationToken">Ends the question: somebody else has answered, or the deadline has passed.</param>
    /// <returns>The answer, or null where nobody is here to ask.</returns>
    Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken);

    /// <summary>Gets who would answer here, as the ledger shall have it; null where that is not known before.</summary>
    string? Answerer => null;

    /// <summary>Tells the person here why their answer to an open gate would not count; it must come from somebody else.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="reason">Why, one sentence.</param>
    /// <param name="cancellationToken">Ends the telling.</param>
    Task TellAsync(GateOpened gate, string reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Shows what a step is about to change.</summary>
    /// <param name="step">The step.</param>
    /// <param name="changes">Its changes, not empty.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>The ids of the changes that are not wanted. Destructive ones nobody has agreed to must be among them.</returns>
    Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken);

    /// <summary>Asks what to do about a step that has failed, where the run asks at all.</summary>
    /// <param name="step">The step, with its failure.</param>
    /// <param name="cancellationToken">Ends the question: somebody else has decided.</param>
    /// <returns>The decision, or null where nobody is here to ask; then it must come another way.</returns>
    Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken);
}
