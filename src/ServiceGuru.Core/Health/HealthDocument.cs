using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>Health snapshots and baselines as files: JSON, indented, for people and programs.</summary>
public static class HealthDocument
{
    // Most of a baseline may be absent, so that another document of ours would pass for one in which nothing was wrong.
    private static readonly JsonSerializerOptions Strict = new(LedgerJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Reads a snapshot.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="GuruException">There is no such file, or it holds something else (<c>HealthFileMissing</c>, <c>HealthFileUnreadable</c>).</exception>
    public static async Task<HealthSnapshot> ReadSnapshotAsync(string path, CancellationToken cancellationToken)
    {
        HealthSnapshot snapshot = await ReadAsync<HealthSnapshot>(path, "health snapshot", "guru health snapshot", LedgerJson.Options, cancellationToken).ConfigureAwait(false);
        return snapshot.Format == HealthSnapshot.CurrentFormat ? snapshot : throw Unreadable(
            path, "health snapshot", "guru health snapshot", $"Its format is {snapshot.Format}, and this version reads {HealthSnapshot.CurrentFormat}.");
    }

    /// <summary>Reads a baseline.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The baseline.</returns>
    /// <exception cref="GuruException">There is no such file, or it holds something else (<c>HealthFileMissing</c>, <c>HealthFileUnreadable</c>).</exception>
    public static Task<HealthBaseline> ReadBaselineAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync<HealthBaseline>(path, "health baseline", "guru health baseline", Strict, cancellationToken);

    /// <summary>Writes a document; a file that is there is replaced as a whole.</summary>
    /// <typeparam name="T">The document's type.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="document">The document.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="GuruException">It can't be written there (<c>HealthFileNotWritten</c>).</exception>
    public static async Task WriteAsync<T>(string path, T document, CancellationToken cancellationToken)
    {
        try
        {
            await WholeFile.WriteAsync(path, JsonSerializer.Serialize(document, LedgerJson.Indented) + "\n", cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(WholeFile.NotWritten(path, error).Failure with { Id = "HealthFileNotWritten" }, error);
        }
    }

    private static async Task<T> ReadAsync<T>(string path, string what, string maker, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<T>(file, options, cancellationToken).ConfigureAwait(false)
                ?? throw Unreadable(path, what, maker, "It holds null.");
        }
        catch (JsonException error)
        {
            string where = error.LineNumber is { } line ? $"line {line + 1}, column {error.BytePositionInLine + 1}{(error.Path is null or "$" ? string.Empty : $", at {error.Path}")}" : "its beginning";
            throw Unreadable(path, what, maker, $"At {where}: {error.Message.Split(" Path:")[0]}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GuruException(new Failure
            {
                Id = "HealthFileMissing",
                Kind = FailureKind.Usage,
                Message = $"The {what} {path} can't be opened.",
                Target = path,
                Cause = Directory.Exists(path) ? "It is a folder." : error.Message,
                NextAction = $"Name a file that {maker} wrote.",
            });
        }
    }

    private static GuruException Unreadable(string path, string what, string maker, string cause) => new(new Failure
    {
        Id = "HealthFileUnreadable",
        Kind = FailureKind.Usage,
        Message = $"{path} is no {what}.",
        Target = path,
        Cause = cause,
        NextAction = $"Take a new one: {maker} ENV --out FILE.",
    });
}
