namespace ServiceGuru.Ledger;

/// <summary>What the recorded lines of a run hold.</summary>
/// <param name="Records">Its whole records.</param>
/// <param name="Length">Their length in bytes; what follows is a torn record.</param>
/// <param name="Hash">The last record's hash, or <see cref="LedgerFormat.Genesis"/> where there is none.</param>
public sealed record LedgerContent(IReadOnlyList<LedgerRecord> Records, long Length, string Hash);
