namespace ServiceGuru.Ledger;

/// <summary>Where a run's records end, noted beside them: so a record that was cut off at the end is found as well.</summary>
/// <param name="Sequence">The newest record's sequence.</param>
/// <param name="Hash">Its hash, lowercase hexadecimal.</param>
public sealed record LedgerHead(long Sequence, string Hash);
