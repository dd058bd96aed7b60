namespace ServiceGuru.Ledger;

/// <summary>Which runs a ledger need not keep any longer.</summary>
/// <param name="OlderThan">Runs that ended longer ago than this.</param>
/// <param name="Keep">How many of the newest runs of each runbook of a service stay however old they are, at least 1.</param>
public sealed record RetentionRule(TimeSpan OlderThan, int Keep = 20);
