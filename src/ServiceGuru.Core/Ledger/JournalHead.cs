using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Ledger;

/// <summary>Reads the first record of a journal, without the others and without their hash chain.</summary>
internal static class JournalHead
{
    /// <summary>Reads it, or gives null where the first line is no record.</summary>
    public static async Task<JsonObject?> ReadAsync(string journal, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        try
        {
            return await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line ? JsonNode.Parse(line) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Looks at both ends of a journal, or gives null where they can't be read.</summary>
    public static async Task<RunGlance?> GlanceAsync(string runId, string journal, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(journal, cancellationToken).ConfigureAwait(false) is { } first
                && first["event"].Deserialize<RunEvent>(LedgerJson.Options) is RunCreated created
                && JournalTail.Read(runId, journal) is { } newest
                    ? new RunGlance(runId, created.Runbook, created.Service, first["time"].Deserialize<DateTimeOffset>(), newest.Status)
                    : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or InvalidDataException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
