using System.Text.Json;

namespace ServiceGuru.Ledger;

/// <summary>The newest progress of a run in a small file beside its journal: a crash may lose it, a reader may see half a line.</summary>
internal static class JournalProgress
{
    /// <summary>How many lines a reader gets at most.</summary>
    public const int Newest = 500;

    // Twice what readers get is kept, so that the file is rewritten seldom.
    private const int KeptBytes = 256 * 1024;

    /// <summary>Appends lines; an old half is dropped where the file has grown too long.</summary>
    public static async Task AppendAsync(string file, IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken)
    {
        IEnumerable<string> texts = lines.Select(line => JsonSerializer.Serialize(line, LedgerJson.Options));
        if (new FileInfo(file) is { Exists: true, Length: > KeptBytes })
        {
            string[] old = await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false);
            string beside = file + ".new";
            await File.WriteAllLinesAsync(beside, old.TakeLast(Newest).Concat(texts), cancellationToken).ConfigureAwait(false);
            File.Move(beside, file, overwrite: true);
            return;
        }

        await File.AppendAllLinesAsync(file, texts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the newest lines; what is no whole line is left out.</summary>
    public static async Task<IReadOnlyList<ProgressLine>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        string[] lines = await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false);
        return [.. lines.TakeLast(Newest).Select(Parse).OfType<ProgressLine>()];
    }

    private static ProgressLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgressLine>(line, LedgerJson.Options) is { Step: not null, Message: not null } whole ? whole : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
