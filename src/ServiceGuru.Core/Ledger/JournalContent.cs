namespace ServiceGuru.Ledger;

/// <summary>What a journal file holds.</summary>
/// <param name="Records">Its whole records.</param>
/// <param name="Length">Their length in bytes; what follows is a torn record.</param>
/// <param name="Hash">The last record's hash.</param>
internal sealed record JournalContent(IReadOnlyList<LedgerRecord> Records, long Length, string Hash);
