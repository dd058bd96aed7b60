using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace ServiceGuru.Help;

/// <summary>A page of docs/en-US: its outline.</summary>
/// <param name="File">The file.</param>
/// <param name="Root">The heading of first level; an empty one where there is none.</param>
internal sealed record Page(string File, PageSection Root)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseYamlFrontMatter()
        .UsePipeTables()
        .UsePreciseSourceLocation()
        .Build();

    /// <summary>The name that the file has.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Reads a file.</summary>
    public static Page Read(string file)
    {
        PageSection root = new(string.Empty, 1);
        List<PageSection> open = [root];
        foreach (Block block in Markdown.Parse(System.IO.File.ReadAllText(file), Pipeline))
        {
            if (block is HeadingBlock heading)
            {
                PageSection section = new(PlainText.Of(heading.Inline), heading.Line + 1);
                if (heading.Level == 1)
                {
                    root = section;
                    open = [root];
                    continue;
                }

                int parent = Math.Min(heading.Level - 1, open.Count);
                open.RemoveRange(parent, open.Count - parent);
                open[^1].Sections.Add(section);
                open.Add(section);
            }
            else if (block is not (YamlFrontMatterBlock or HtmlBlock or LinkReferenceDefinitionGroup))
            {
                open[^1].Blocks.Add(block);
            }
        }

        return new Page(file, root);
    }

    /// <summary>Makes a mistake of this page.</summary>
    public PageMistake Mistake(int line, string code, string message) => new(File, line, code, message);
}
