using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Benchmarks;

/// <summary>Nobody is asked, nobody watches.</summary>
internal sealed class Silent : IGatekeeper, IRunObserver
{
    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Task.FromResult<GateAnswer?>(null);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Task.FromResult<FailureDecision?>(null);

    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    public void OnProgress(string step, string message, double? fraction)
    {
    }
}
