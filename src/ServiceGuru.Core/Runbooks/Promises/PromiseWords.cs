namespace ServiceGuru.Runbooks.Promises;

/// <summary>Names changes and their values in few words.</summary>
internal static class PromiseWords
{
    private const int Longest = 60;
    private const int Commit = 40;
    private const int ShortCommit = 7;
    private const int ShortDigest = 19;

    /// <summary>Names what a change works on, e.g. <c>ogr: stable</c>: its summary up to the old value, where it begins with the target.</summary>
    public static string Subject(ChangePromise change)
    {
        int end = change.From is { Length: > 0 } from ? change.Summary.IndexOf(Value(from).Trim('\''), StringComparison.Ordinal) : -1;
        string head = end > 0 ? change.Summary[..end].TrimEnd(' ', '\'') : string.Empty;
        return head.StartsWith(change.Target, StringComparison.Ordinal) ? head : $"{change.Target} ({change.Kind})";
    }

    /// <summary>Gives a value short: commits as people write them, texts in quotes.</summary>
    public static string Value(string? value) => value switch
    {
        null => "nothing known",
        { Length: Commit } when value.All(char.IsAsciiHexDigitLower) => value[..ShortCommit],
        _ when value.StartsWith("sha256:", StringComparison.Ordinal) && value.Length > ShortDigest => value[..ShortDigest],
        { Length: > Longest } => $"'{OneLine(value[..(Longest - 1)])}\u2026'",
        _ when value.Length > 0 && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '/' or ':') => value,
        _ => $"'{OneLine(value)}'",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
