namespace ServiceGuru.Help;

/// <summary>Writes an about_ topic in the form that the engine reads.</summary>
internal static class AboutTopic
{
    /// <summary>The section with the topic's links.</summary>
    public const string SeeAlso = "SEE ALSO";

    /// <summary>The sections that a topic has at least.</summary>
    public static readonly string[] Titles = ["SHORT DESCRIPTION", "LONG DESCRIPTION"];

    private const int Width = 80;
    private const int Step = 4;

    /// <summary>Gives the text of a topic's help file.</summary>
    public static string Write(Page page)
    {
        // The engine takes the third line after the topic's own name for the synopsis.
        List<string> lines = ["TOPIC", $"    {page.Name}"];
        foreach (PageSection section in page.Root.Sections)
        {
            lines.Add(string.Empty);
            lines.Add(section.Title);
            Add(lines, section.Blocks, Step);
            foreach (PageSection part in section.Sections)
            {
                AddPart(lines, part);
            }
        }

        return string.Join('\n', lines) + "\n";
    }

    private static void AddPart(List<string> lines, PageSection part)
    {
        lines.Add(string.Empty);
        lines.Add("  " + part.Title);
        Add(lines, part.Blocks, Step);
        foreach (PageSection deeper in part.Sections)
        {
            AddPart(lines, deeper);
        }
    }

    private static void Add(List<string> lines, IReadOnlyList<Markdig.Syntax.Block> blocks, int indent) =>
        lines.AddRange(PlainText.Indent(PlainText.Lines(blocks, Width - indent), indent));
}
