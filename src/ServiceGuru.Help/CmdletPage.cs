using System.Text.RegularExpressions;
using Markdig.Syntax;

namespace ServiceGuru.Help;

/// <summary>A cmdlet's page by its sections.</summary>
/// <param name="page">The page.</param>
internal sealed partial class CmdletPage(Page page)
{
    /// <summary>Which sections a page may have, in the order in which they stand.</summary>
    public static readonly string[] Titles = ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    // What every cmdlet has is told by the engine.
    private const string Common = "CommonParameters";

    /// <summary>The page.</summary>
    public Page Page => page;

    /// <summary>The synopsis, paragraph by paragraph: there should be one.</summary>
    public IReadOnlyList<string> Synopsis { get; } = Text(page.Root.Find("SYNOPSIS"));

    /// <summary>The description.</summary>
    public IReadOnlyList<string> Description { get; } = Text(page.Root.Find("DESCRIPTION"));

    /// <summary>The examples, each with its line.</summary>
    public IReadOnlyList<(PageExample Example, int Line)> Examples { get; } =
        [.. (page.Root.Find("EXAMPLES")?.Sections ?? []).Select(section => (ExampleOf(section), section.Line))];

    /// <summary>The parameters.</summary>
    public IReadOnlyList<PageParameter> Parameters { get; } =
        [.. (page.Root.Find("PARAMETERS")?.Sections ?? []).Where(section => section.Title != Common).Select(PageParameter.Of)];

    /// <summary>What it gives: the types, and a word on each.</summary>
    public IReadOnlyList<(string Type, int Line, IReadOnlyList<string> Text)> Outputs { get; } =
        [.. (page.Root.Find("OUTPUTS")?.Sections ?? []).Select(section => (section.Title, section.Line, Text(section)))];

    /// <summary>Notes; mostly none.</summary>
    public IReadOnlyList<string> Notes { get; } = Text(page.Root.Find("NOTES"));

    /// <summary>The links as they are written.</summary>
    public IReadOnlyList<PageLink> Links { get; } = PageLink.Of(page.Root.Find("RELATED LINKS"));

    /// <summary>Gives the cmdlets and topics that the page's text speaks of, for a page that lists none.</summary>
    public IEnumerable<string> Mentions() => Description.Concat(Examples.SelectMany(entry => entry.Example.Remarks.Append(entry.Example.Code)))
        .SelectMany(text => Name().Matches(text).Select(match => match.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>The line of a section's heading; the page's own where there is none.</summary>
    public int LineOf(string title) => page.Root.Find(title)?.Line ?? page.Root.Line;

    private static IReadOnlyList<string> Text(PageSection? section) => [.. PlainText.Paragraphs(section?.Blocks ?? [])];

    private static PageExample ExampleOf(PageSection section)
    {
        FencedCodeBlock? code = section.Blocks.OfType<FencedCodeBlock>().FirstOrDefault(block => block.Info == "powershell");
        return new PageExample(section.Title, code?.Lines.ToString().TrimEnd() ?? string.Empty, [.. PlainText.Paragraphs(section.Blocks.Where(block => block != code))]);
    }

    [GeneratedRegex(@"\babout_\w+|\b[A-Z][a-z]+-[A-Z]\w+")]
    private static partial Regex Name();
}
