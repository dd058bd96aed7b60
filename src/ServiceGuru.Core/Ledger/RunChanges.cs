using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>What a run really changed.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Changes">The applied changes and the undoing ones, newest first, at least one.</param>
public sealed record RunChanges(string RunId, IReadOnlyList<Change> Changes);
