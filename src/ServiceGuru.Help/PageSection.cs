using Markdig.Syntax;

namespace ServiceGuru.Help;

/// <summary>A heading of a page, what stands below it, and the headings one level deeper.</summary>
/// <param name="Title">The heading's text.</param>
/// <param name="Line">Its line, from 1.</param>
internal sealed record PageSection(string Title, int Line)
{
    /// <summary>What stands between this heading and the next, whatever its level.</summary>
    public List<Block> Blocks { get; } = [];

    /// <summary>The sections below.</summary>
    public List<PageSection> Sections { get; } = [];

    /// <summary>Finds a section below by its title.</summary>
    public PageSection? Find(string title) => Sections.Find(section => section.Title == title);
}
