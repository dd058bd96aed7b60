using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>The text of a token file: a line a token, <c>NAME sha256:HASH TIME</c>; <c>#</c> begins a comment.</summary>
internal static partial class TokenLines
{
    /// <summary>Reads them.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="source">Where it is from, for the failure.</param>
    /// <exception cref="Operations.GuruException"><c>TokenFileInvalid</c>: it names the line, never what stands in it.</exception>
    public static IReadOnlyList<TokenEntry> Read(string text, string source)
    {
        List<TokenEntry> entries = [];
        string[] lines = text.Split('\n');
        for (int number = 1; number <= lines.Length; number++)
        {
            string line = lines[number - 1].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is < 2 or > 3 || !PersonName.IsValid(words[0]) || !Hash().IsMatch(words[1]))
            {
                throw ServingFailures.Usage(
                    "TokenFileInvalid",
                    $"Line {number} of {source} is no token entry.",
                    "Entries are 'NAME sha256:HASH'; 'guru serve token add NAME' writes them.",
                    source);
            }

            DateTimeOffset created = words.Length == 3 && DateTimeOffset.TryParse(words[2], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : default;
            entries.Add(new TokenEntry(words[0], words[1]["sha256:".Length..], created));
        }

        return entries;
    }

    public static string Write(IEnumerable<TokenEntry> entries) =>
        "# Who may use 'guru serve'. A line a token: name, SHA-256 of the token, when it was made.\n"
        + string.Concat(entries.Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Name} sha256:{entry.Hash} {entry.Created.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}\n")));

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex Hash();
}
