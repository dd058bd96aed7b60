using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>Watches a run whose face shows the run that it belongs to.</summary>
internal sealed class NobodyWatches : IRunObserver
{
    public static NobodyWatches Instance { get; } = new();

    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction)
    {
    }
}
