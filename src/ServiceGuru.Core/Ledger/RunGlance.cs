using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>What the first and the newest record alone tell of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Runbook">Its runbook.</param>
/// <param name="Service">Its service.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="Status">How it has ended, or running where the newest record is no end.</param>
public sealed record RunGlance(string RunId, string Runbook, string Service, DateTimeOffset StartedAt, RunStatus Status);
