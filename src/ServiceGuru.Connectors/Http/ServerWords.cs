using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceGuru.Connectors.Http;

/// <summary>Finds the server's own words in an error answer: one line, short, without secrets.</summary>
internal static partial class ServerWords
{
    private const int Longest = 400;

    // In the order of how much they say: Matrix's code comes before its sentence, OAuth's description after its code.
    private static readonly string[] Properties = ["errcode", "message", "error", "error_description", "error_message", "detail", "title", "reason"];

    /// <summary>Reads the words of an answer's body; empty where it says nothing.</summary>
    public static string Of(HttpAnswer answer, SecretRedactor redactor) => Shorten(Text(answer), redactor);

    /// <summary>Makes one short line of a text. Secrets go first, so that the cut can't leave half of one.</summary>
    public static string Shorten(string text, SecretRedactor redactor)
    {
        string line = Spaces().Replace(redactor.Redact(text), " ").Trim();
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    private static string Text(HttpAnswer answer)
    {
        if (answer.Body.IsEmpty)
        {
            return string.Empty;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return string.Join(": ", Words(document.RootElement).Distinct());
        }
        catch (JsonException)
        {
            string text = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 16 * 1024)]);
            return text.Contains('<', StringComparison.Ordinal) ? Tags().Replace(text, " ") : text;
        }
    }

    private static IEnumerable<string> Words(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return [element.GetString()!];
            case JsonValueKind.Array:
                return element.EnumerateArray().Take(3).SelectMany(Words);
            case JsonValueKind.Object:
                IEnumerable<string> own = Properties
                    .Where(name => element.TryGetProperty(name, out _))
                    .SelectMany(name => Words(element.GetProperty(name)));
                return element.TryGetProperty("errors", out JsonElement errors) ? own.Concat(Words(errors)) : own;
            default:
                return [];
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"<(script|style|head)\b.*?</\1\s*>|<[^>]*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Tags();
}
