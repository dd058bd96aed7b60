using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd;

/// <summary>A face at which nobody sits: gates are answered elsewhere. Keeps what the run says of itself.</summary>
internal sealed class Nobody : IGatekeeper, IRunObserver
{
    private readonly Lock _gate = new();
    private readonly List<string> _said = [];

    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_gate)
            {
                return [.. _said];
            }
        }
    }

    public RunState? State { get; private set; }

    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Task.FromResult<GateAnswer?>(null);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(changes.Where(change => change.Destructive).Select(change => change.Id).ToHashSet());

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Task.FromResult<FailureDecision?>(null);

    public void OnRecord(LedgerRecord record, RunState state) => State = state;

    public void OnProgress(string step, string message, double? fraction)
    {
        lock (_gate)
        {
            _said.Add($"{step}: {message}");
        }
    }
}
