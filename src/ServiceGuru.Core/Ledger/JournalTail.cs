using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>Reads the newest whole record of a journal, without the others and without their hash chain.</summary>
internal static class JournalTail
{
    private const int First = 4096;

    /// <summary>Reads it, or gives null where the journal has no whole record.</summary>
    /// <exception cref="InvalidDataException">The last line is no record.</exception>
    public static TargetRun? Read(string runId, string journal)
    {
        using SafeFileHandle file = File.OpenHandle(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        long length = RandomAccess.GetLength(file);
        for (long size = First; ; size *= 8)
        {
            byte[] bytes = new byte[Math.Min(size, length)];
            int read = RandomAccess.Read(file, bytes, length - bytes.Length);
            ReadOnlySpan<byte> tail = bytes.AsSpan(0, read);
            int end = tail.LastIndexOf((byte)'\n');
            int start = end < 0 ? -1 : tail[..end].LastIndexOf((byte)'\n');
            if (end >= 0 && (start >= 0 || bytes.Length == length))
            {
                return Parse(runId, tail[(start + 1)..end]);
            }

            if (bytes.Length == length)
            {
                return null;
            }
        }
    }

    private static TargetRun Parse(string runId, ReadOnlySpan<byte> line)
    {
        try
        {
            Utf8JsonReader reader = new(line);
            using JsonDocument record = JsonDocument.ParseValue(ref reader);
            JsonElement runEvent = record.RootElement.GetProperty("event");
            RunStatus status = runEvent.GetProperty("type").GetString() == "run-ended"
                ? ((RunEnded)runEvent.Deserialize<RunEvent>(LedgerJson.Options)!).Status
                : RunStatus.Running;
            return new TargetRun(runId, record.RootElement.GetProperty("seq").GetInt64(), status);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"the last line of run {runId} is no record", error);
        }
    }
}
