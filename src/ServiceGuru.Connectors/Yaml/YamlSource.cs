using ServiceGuru.Documents;
using YamlDotNet.Core;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>A YAML text and what can be said about its places.</summary>
internal sealed class YamlSource
{
    private const int MaxDiagnostics = 50;

    /// <summary>Initializes a new instance of the <see cref="YamlSource"/> class.</summary>
    /// <param name="text">The text; a byte order mark at its start is dropped.</param>
    /// <param name="file">Its file, if any.</param>
    public YamlSource(string text, string? file)
    {
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        File = file;
    }

    /// <summary>Gets the text.</summary>
    public string Text { get; }

    /// <summary>Gets its file's name.</summary>
    public string? File { get; }

    /// <summary>Names a place.</summary>
    public SourcePosition At(Mark mark) => new(File, (int)mark.Line, (int)mark.Column);

    /// <summary>Finds what no parser needs to look at: a text too long, characters that YAML forbids.</summary>
    public IEnumerable<Diagnostic> FindForbidden()
    {
        if (Text.Length > YamlDocumentParser.MaxLength)
        {
            return [new Diagnostic("YamlTooLarge", new SourcePosition(File, 1, 1), $"Longer than {YamlDocumentParser.MaxLength} characters.")];
        }

        return FindForbiddenCharacters().Take(MaxDiagnostics);
    }

    /// <summary>Says what is wrong with the syntax; where tabs are to blame, all of their lines at once.</summary>
    public IReadOnlyList<Diagnostic> Explain(YamlException exception)
    {
        Diagnostic[] tabs = exception.Message.Contains("tab", StringComparison.Ordinal) ? [.. FindTabs().Take(MaxDiagnostics)] : [];
        return tabs.Length > 0
            ? tabs
            : [new Diagnostic("YamlSyntax", At(exception.Start), YamlSyntaxHint.Complete(exception.Message))];
    }

    private IEnumerable<Diagnostic> FindForbiddenCharacters()
    {
        (int line, int column) = (1, 0);
        for (int index = 0; index < Text.Length; index++)
        {
            char current = Text[index];
            column++;
            if (current == '\n')
            {
                (line, column) = (line + 1, 0);
            }
            else if (char.IsHighSurrogate(current) && index + 1 < Text.Length && char.IsLowSurrogate(Text[index + 1]))
            {
                index++;
                column++;
            }
            else if ((char.IsControl(current) && current is not ('\t' or '\r' or '\u0085')) || char.IsSurrogate(current) || current is '\uFFFE' or '\uFFFF')
            {
                yield return new Diagnostic("YamlSyntax", new SourcePosition(File, line, column), $"The character U+{(int)current:X4} is not allowed; inside double quotes write it as \\u{(int)current:x4}.");
            }
        }
    }

    private IEnumerable<Diagnostic> FindTabs()
    {
        string[] lines = Text.Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            string indentation = lines[index][..^lines[index].TrimStart(' ', '\t').Length];
            int tab = indentation.IndexOf('\t');
            if (tab >= 0 && lines[index].Trim().Length > 0)
            {
                yield return new Diagnostic("YamlSyntax", new SourcePosition(File, index + 1, tab + 1), "A tab in the indentation; YAML takes spaces only.");
            }
        }
    }
}
