using System.Text.Json;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>Reads a run's recorded lines and checks their hash chain.</summary>
public static class LedgerReader
{
    /// <summary>Reads all whole records.</summary>
    /// <param name="runId">The run, for messages.</param>
    /// <param name="content">The lines, each with its line feed.</param>
    /// <param name="head">Where they must end, or null where nobody noted it.</param>
    /// <returns>The records.</returns>
    /// <exception cref="GuruException">A record was changed or is missing (<c>LedgerDamaged</c>).</exception>
    public static LedgerContent Read(string runId, ReadOnlySpan<byte> content, LedgerHead? head = null)
    {
        (LedgerContent whole, long at, Exception? bad) = Follow(content, head);
        return bad is null ? whole : throw LedgerFailures.Damaged(runId, at, bad);
    }

    /// <summary>Finds the first record that was changed.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="content">The lines, each with its line feed.</param>
    /// <param name="head">Where they must end, or null where nobody noted it.</param>
    /// <returns>What was found.</returns>
    public static RunAudit Audit(string runId, ReadOnlySpan<byte> content, LedgerHead? head = null)
    {
        (LedgerContent whole, long at, Exception? bad) = Follow(content, head);
        return new RunAudit(runId, whole.Records.Count, whole.Hash)
        {
            BadRecord = bad is null ? null : at,
            Reason = bad?.Message,
            TornEnd = bad is null && whole.Length < content.Length,
        };
    }

    /// <summary>Folds records into where the run stands.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="records">Its records.</param>
    /// <returns>The state.</returns>
    /// <exception cref="GuruException">They do not follow from each other (<c>LedgerDamaged</c>).</exception>
    public static RunState Fold(string runId, IReadOnlyList<LedgerRecord> records)
    {
        try
        {
            return RunTransitions.Fold(runId, records);
        }
        catch (InvalidTransitionException error)
        {
            throw LedgerFailures.NoRun(runId, error);
        }
    }

    private static (LedgerContent Whole, long At, Exception? Bad) Follow(ReadOnlySpan<byte> content, LedgerHead? head)
    {
        List<LedgerRecord> records = [];
        string hash = LedgerFormat.Genesis;
        string atHead = hash;
        int position = 0;
        while (position < content.Length)
        {
            int length = content[position..].IndexOf((byte)'\n');
            if (length < 0)
            {
                // A record counts once its line feed is on disk: what follows the last one was cut off by a crash.
                break;
            }

            try
            {
                records.Add(LedgerFormat.Read(content.Slice(position, length), records.Count + 1, hash, out string next));
                hash = next;
                atHead = records.Count == head?.Sequence ? next : atHead;
            }
            catch (Exception error) when (error is InvalidDataException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException or NotSupportedException)
            {
                return (new LedgerContent(records, position, hash), records.Count + 1, error);
            }

            position += length + 1;
        }

        LedgerContent whole = new(records, position, hash);
        return head is null ? (whole, 0, null)
            : records.Count < head.Sequence ? (whole, records.Count + 1, new InvalidDataException($"it is missing: {head.Sequence} records were written"))
            : atHead != head.Hash ? (whole, head.Sequence, new InvalidDataException("its hash is not the one that was noted when it was written"))
            : records.Count > head.Sequence ? (whole, head.Sequence + 1, new InvalidDataException($"it was added: {head.Sequence} records were written"))
            : (whole, 0, null);
    }
}
