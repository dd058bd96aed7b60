using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>There is no person to ask: nothing destructive is agreed to, all else is.</summary>
internal sealed class Nobody : IGatekeeper
{
    private Nobody()
    {
    }

    /// <summary>Gets it.</summary>
    public static Nobody Instance { get; } = new();

    /// <inheritdoc/>
    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Task.FromResult<GateAnswer?>(null);

    /// <inheritdoc/>
    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(changes.Where(change => change.Destructive).Select(change => change.Id).ToHashSet());

    /// <inheritdoc/>
    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Task.FromResult<FailureDecision?>(null);
}
