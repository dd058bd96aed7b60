using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>Who attends a run: pauses it once while its gate is open, goes on, says yes, and lets it fail where a step has failed.</summary>
/// <param name="ledger">Where the run's mailbox is.</param>
internal sealed class MatrixPerson(IRunLedger ledger) : IGatekeeper, IRunObserver
{
    private const string Name = "test";

    private readonly TaskCompletionSource _paused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _continued = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _run = string.Empty;

    public async Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken)
    {
        if (!(await ledger.ReadAsync(_run, cancellationToken)).Any(record => record.Event is RunContinued))
        {
            await ledger.PostAsync(_run, new PauseRequest(Name, "a look at it"), cancellationToken);
            await _paused.Task.WaitAsync(cancellationToken);
            await ledger.PostAsync(_run, new ContinueRequest(Name), cancellationToken);
            await _continued.Task.WaitAsync(cancellationToken);
        }

        return new GateAnswer(gate.Step, Name, true, null);
    }

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) =>
        Task.FromResult<FailureDecision?>(new FailureDecision(step.Step.Id, Name, FailureChoice.Abort, null));

    public void OnRecord(LedgerRecord record, RunState state)
    {
        _run = state.Id;
        switch (record.Event)
        {
            case RunPaused:
                _paused.TrySetResult();
                break;
            case RunContinued:
                _continued.TrySetResult();
                break;
        }
    }

    public void OnProgress(string step, string message, double? fraction)
    {
    }
}
