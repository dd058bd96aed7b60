using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>Nobody watches a worker's targets here; their progress goes to the ledger, where everybody sees it.</summary>
internal sealed class SilentObserver : IRunObserver
{
    private SilentObserver()
    {
    }

    /// <summary>Gets it.</summary>
    public static SilentObserver Instance { get; } = new();

    /// <inheritdoc/>
    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    /// <inheritdoc/>
    public void OnProgress(string step, string message, double? fraction)
    {
    }
}
