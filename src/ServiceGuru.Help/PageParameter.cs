using Markdig.Syntax;

namespace ServiceGuru.Help;

/// <summary>What a page says of a parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Line">Where.</param>
/// <param name="Text">What it is for, paragraph by paragraph.</param>
/// <param name="Fields">The fields of its yaml block, each with its line.</param>
internal sealed record PageParameter(string Name, int Line, IReadOnlyList<string> Text, IReadOnlyDictionary<string, (string Value, int Line)> Fields)
{
    /// <summary>The value that it has where it is not given; null where the page names none.</summary>
    public string? Default => Fields.TryGetValue("Default value", out (string Value, int Line) told) && told.Value.Length > 0 ? told.Value : null;

    /// <summary>Reads a section of <c>## PARAMETERS</c>.</summary>
    public static PageParameter Of(PageSection section)
    {
        Dictionary<string, (string Value, int Line)> fields = new(StringComparer.Ordinal);
        foreach (FencedCodeBlock block in section.Blocks.OfType<FencedCodeBlock>().Where(block => block.Info == "yaml"))
        {
            int line = block.Line + 1;
            foreach (string text in block.Lines.ToString().Split('\n'))
            {
                line++;
                int colon = text.IndexOf(':', StringComparison.Ordinal);
                if (colon > 0)
                {
                    fields[text[..colon].Trim()] = (text[(colon + 1)..].Trim(), line);
                }
            }
        }

        return new PageParameter(
            section.Title.TrimStart('-'),
            section.Line,
            [.. PlainText.Paragraphs(section.Blocks.Where(block => block is not FencedCodeBlock { Info: "yaml" }))],
            fields);
    }
}
