using System.Globalization;
using ServiceGuru.Branches;

namespace ServiceGuru.Connectors.Git;

/// <summary>Writes and reads git's list of commits; a NUL, which no message can hold, ends each field.</summary>
internal static class CommitLog
{
    /// <summary>Side, object name, parents, author, time of commit, message.</summary>
    public const string Format = "--format=%m%x00%H%x00%P%x00%an%x00%ct%x00%B%x00";

    private const int Fields = 6;

    /// <summary>Reads what <c>git rev-list</c> wrote.</summary>
    /// <returns>The commits with their side: <c>&lt;</c> left, <c>&gt;</c> right or neither.</returns>
    /// <exception cref="FormatException">git wrote something else.</exception>
    public static IEnumerable<(char Side, Commit Commit)> Read(string text)
    {
        string[] fields = text.Split('\0');
        if (fields.Length % Fields != 1 || fields[^1].Trim().Length > 0)
        {
            throw new FormatException("git's list of commits has another form than the one asked for.");
        }

        for (int index = 0; index + Fields < fields.Length; index += Fields)
        {
            // Before the first field stands a line "commit …" that rev-list adds.
            yield return (fields[index][^1], new Commit
            {
                Sha = fields[index + 1],
                Parents = fields[index + 2].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                Author = fields[index + 3],
                CommittedAt = ToTime(fields[index + 4]),
                Message = fields[index + 5].TrimEnd('\n'),
            });
        }
    }

    // Some histories hold times that no calendar has.
    private static DateTimeOffset ToTime(string seconds) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            && value >= DateTimeOffset.MinValue.ToUnixTimeSeconds() && value <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : DateTimeOffset.UnixEpoch;
}
