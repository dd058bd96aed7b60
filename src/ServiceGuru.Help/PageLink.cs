using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ServiceGuru.Help;

/// <summary>An entry of <c>## RELATED LINKS</c> or <c>## SEE ALSO</c>.</summary>
/// <param name="Text">The name of a cmdlet or topic, or what a web page is called.</param>
/// <param name="Address">A web page's address.</param>
/// <param name="Line">Where.</param>
internal sealed record PageLink(string Text, Uri? Address, int Line)
{
    /// <summary>Reads the entries of a section; none where there is no section.</summary>
    public static IReadOnlyList<PageLink> Of(PageSection? section) =>
        [.. (section?.Blocks ?? []).SelectMany(block => block.Descendants<ParagraphBlock>().Prepend(block as ParagraphBlock)).OfType<ParagraphBlock>().Select(Of)];

    private static PageLink Of(ParagraphBlock entry)
    {
        LinkInline? link = entry.Inline?.Descendants<LinkInline>().FirstOrDefault();
        Uri? address = Uri.TryCreate(link?.Url, UriKind.Absolute, out Uri? absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? absolute : null;
        return new PageLink(link is null ? PlainText.Of(entry.Inline) : PlainText.Of(link), address, entry.Line + 1);
    }
}
