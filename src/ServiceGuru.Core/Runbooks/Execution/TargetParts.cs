using ServiceGuru.Ledger;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>What a run needs to have targets.</summary>
/// <param name="Ledger">Where the runs of targets are recorded.</param>
/// <param name="Dispatcher">Has their work done.</param>
internal sealed record TargetParts(IRunLedger Ledger, ITargetDispatcher Dispatcher);
