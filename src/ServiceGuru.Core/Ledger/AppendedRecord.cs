using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>A record that has become durable.</summary>
/// <param name="Record">The record.</param>
/// <param name="State">The run with it.</param>
public readonly record struct AppendedRecord(LedgerRecord Record, RunState State);
