using System.Text.Json;
using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>Reads a journal file and checks its hash chain.</summary>
internal static class JournalReader
{
    /// <summary>Reads all whole records.</summary>
    /// <param name="runId">The run, for messages.</param>
    /// <param name="content">The file's bytes.</param>
    /// <exception cref="GuruException">A record was changed (<c>LedgerDamaged</c>).</exception>
    public static JournalContent Read(string runId, ReadOnlySpan<byte> content)
    {
        (JournalContent whole, Exception? bad) = Follow(content);
        return bad is null ? whole : throw new GuruException(
            new Failure
            {
                Id = "LedgerDamaged",
                Message = $"Record {whole.Records.Count + 1} of run {runId} is not what was written.",
                Target = runId,
                Cause = bad.Message,
                NextAction = "Nothing was changed. Compare the journal with a backup; do not resume this run.",
            },
            bad);
    }

    /// <summary>Finds the first record that was changed.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="content">The file's bytes.</param>
    public static RunAudit Audit(string runId, ReadOnlySpan<byte> content)
    {
        (JournalContent whole, Exception? bad) = Follow(content);
        return new RunAudit(runId, whole.Records.Count, whole.Hash)
        {
            BadRecord = bad is null ? null : whole.Records.Count + 1,
            Reason = bad?.Message,
            TornEnd = bad is null && whole.Length < content.Length,
        };
    }

    private static (JournalContent Whole, Exception? Bad) Follow(ReadOnlySpan<byte> content)
    {
        List<LedgerRecord> records = [];
        string hash = JournalFormat.Genesis;
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
                records.Add(JournalFormat.Read(content.Slice(position, length), records.Count + 1, hash, out string next));
                hash = next;
            }
            catch (Exception error) when (error is InvalidDataException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException or NotSupportedException)
            {
                return (new JournalContent(records, position, hash), error);
            }

            position += length + 1;
        }

        return (new JournalContent(records, position, hash), null);
    }
}
