using System.Text.RegularExpressions;

namespace ServiceGuru.Infrastructure;

/// <summary>
/// Tells which Kubernetes objects a YAML file or template holds. Templates are no YAML before they are rendered, so this
/// reads lines: the kind at a document's margin, and the name below <c>metadata</c>.
/// </summary>
internal static partial class TemplateObjects
{
    private const int Most = 50;

    /// <summary>Whether a file can hold objects at all.</summary>
    public static bool MayBeIn(string path) => Endings().IsMatch(path);

    /// <summary>Gives <c>Kind/name</c> for each object.</summary>
    public static IReadOnlyList<string> Find(string text) =>
        [.. Separator().Split(text.ReplaceLineEndings("\n")).Select(FindOne).OfType<string>().Distinct(StringComparer.Ordinal).Take(Most)];

    private static string? FindOne(string document)
    {
        string? kind = Kind().Match(document) is { Success: true } found ? found.Groups[1].Value : null;
        if (kind is null || !ApiVersion().IsMatch(document))
        {
            return null;
        }

        string? name = Metadata().Match(document) is { Success: true } metadata && Name().Match(metadata.Groups[1].Value) is { Success: true } named
            ? named.Groups[1].Value.Trim().Trim('"', '\'')
            : null;
        return name is { Length: > 0 } ? $"{kind}/{name}" : kind;
    }

    [GeneratedRegex(@"\.(ya?ml|j2)$", RegexOptions.IgnoreCase)]
    private static partial Regex Endings();

    [GeneratedRegex(@"^---.*$", RegexOptions.Multiline)]
    private static partial Regex Separator();

    [GeneratedRegex(@"^kind:[ \t]*[""']?([A-Za-z]+)[""']?[ \t]*(?:#.*)?$", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^apiVersion:", RegexOptions.Multiline)]
    private static partial Regex ApiVersion();

    // Down to the next line at the margin that is no template statement.
    [GeneratedRegex(@"^metadata:[ \t]*\n((?:(?:[ \t]+|\{%).*\n?|\n)*)", RegexOptions.Multiline)]
    private static partial Regex Metadata();

    [GeneratedRegex(@"^[ \t]+name:[ \t]*([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Name();
}
