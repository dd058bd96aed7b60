using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Tells the progress of a target as that of the step that it belongs to; its records are its own.</summary>
internal sealed class TargetObserver(IOperationProgress progress) : IRunObserver
{
    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction) => progress.Report(message, fraction);
}
