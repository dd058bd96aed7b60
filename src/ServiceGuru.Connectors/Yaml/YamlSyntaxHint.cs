namespace ServiceGuru.Connectors.Yaml;

/// <summary>Adds to the parser's words what a person most likely has to do.</summary>
internal static class YamlSyntaxHint
{
    private static readonly (string Words, string Hint)[] Hints =
    [
        ("found character that cannot start any token", "A text that begins with @, %, ` or a similar sign needs quotes."),
        ("found invalid mapping", "Check the indentation; a text that holds a colon and a space needs quotes."),
        ("found unexpected end of stream", "A closing quote is missing."),
        ("did not find expected node content", "A closing bracket or a value is missing."),
        ("did not find expected key", "Check the indentation, and whether the brackets match."),
        ("did not find expected '-' indicator", "Check the indentation of the list."),
        ("did not find expected ',' or", "A comma or a closing bracket is missing."),
        ("found unknown escape character", "In double quotes a backslash is written \\\\; in single quotes it stands for itself."),
        ("incompatible YAML document", "Only YAML 1.1 and 1.2 can be read; leave the %YAML line out."),
        ("could not find expected ':'", "A key needs a colon and a value."),
    ];

    /// <summary>Gives the parser's message as one line, with a hint where there is one.</summary>
    public static string Complete(string message)
    {
        string line = message.ReplaceLineEndings(" ").Trim();
        (string? words, string? hint) = Hints.FirstOrDefault(one => line.Contains(one.Words, StringComparison.Ordinal));
        return words is null ? line : $"{line} {hint}";
    }
}
