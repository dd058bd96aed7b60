using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Lets steps that run side by side append one record at a time, and tells the observer.</summary>
internal sealed class RunRecorder(IRunWriter writer, IRunObserver observer) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Gets where the run stands.</summary>
    public RunState State => writer.State;

    /// <summary>Appends a record and returns when it is durable.</summary>
    public async Task AppendAsync(RunEvent runEvent)
    {
        // What has happened is recorded even when the run is being cancelled, hence no token.
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            LedgerRecord record = await writer.AppendAsync(runEvent, CancellationToken.None).ConfigureAwait(false);
            observer.OnRecord(record, writer.State);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Takes the answers that other processes left for a gate.</summary>
    public Task<IReadOnlyList<GateAnswer>> TakeAnswersAsync(string step, CancellationToken cancellationToken) =>
        writer.TakeAnswersAsync(step, cancellationToken);

    /// <summary>Tells the observer how far a step is.</summary>
    public StepProgress Progress(string step) => new(observer, step);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Forwards one step's progress.</summary>
    internal sealed class StepProgress(IRunObserver observer, string step) : Operations.IOperationProgress
    {
        /// <inheritdoc/>
        public void Report(string message, double? fraction = null) => observer.OnProgress(step, message, fraction);
    }
}
