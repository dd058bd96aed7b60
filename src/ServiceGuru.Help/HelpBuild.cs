using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ServiceGuru.Help;

/// <summary>Makes the help files of a module from its pages. Where a page is wrong, nothing is written.</summary>
/// <param name="pages">The folder of the pages.</param>
/// <param name="online">Where they are published.</param>
internal sealed class HelpBuild(string pages, Uri online)
{
    /// <summary>The help of the cmdlets: where the engine looks for it.</summary>
    public const string CmdletFile = "ServiceGuru.dll-Help.xml";

    private const string AboutEnd = ".help.txt";

    /// <summary>Checks the pages, and writes the help files.</summary>
    /// <param name="cmdlets">The cmdlets of the module.</param>
    /// <param name="output">The folder of the help files.</param>
    /// <returns>What is wrong.</returns>
    public IReadOnlyList<PageMistake> Run(IReadOnlyList<CmdletModel> cmdlets, string output)
    {
        Page[] all = [.. Directory.EnumerateFiles(pages, "*.md").Order(StringComparer.Ordinal).Select(Page.Read)];
        Page[] topics = [.. all.Where(page => page.Name.StartsWith("about_", StringComparison.Ordinal))];
        CmdletPage[] told = [.. all.Except(topics).Select(page => new CmdletPage(page))];
        HashSet<string> names = [.. cmdlets.Select(cmdlet => cmdlet.Name), .. topics.Select(topic => topic.Name)];
        PageRules rules = new(names);

        List<(CmdletModel Cmdlet, CmdletPage Page)> pairs = [];
        List<PageMistake> mistakes = [];
        foreach (CmdletModel cmdlet in cmdlets)
        {
            if (told.FirstOrDefault(page => page.Page.Name == cmdlet.Name) is { } page)
            {
                pairs.Add((cmdlet, page));
            }
            else
            {
                mistakes.Add(new PageMistake(Path.Combine(pages, cmdlet.Name + ".md"), 1, "PageMissing", $"{cmdlet.Name} has no page."));
            }
        }

        mistakes.AddRange(told.Where(page => cmdlets.All(cmdlet => cmdlet.Name != page.Page.Name))
            .Select(page => page.Page.Mistake(page.Page.Root.Line, "PageOfNoCmdlet", $"The module has no {page.Page.Name}.")));
        mistakes.AddRange(pairs.SelectMany(pair => rules.Check(pair.Page, pair.Cmdlet)));
        mistakes.AddRange(topics.SelectMany(rules.Check));
        if (mistakes.Count == 0)
        {
            Write(output, new MamlDocument(online, names).Write(pairs), topics);
        }

        return mistakes;
    }

    private static void Write(string output, XDocument help, IReadOnlyCollection<Page> topics)
    {
        Directory.CreateDirectory(output);
        foreach (string stale in Directory.EnumerateFiles(output, "about_*" + AboutEnd).Where(file => topics.All(topic => topic.Name + AboutEnd != Path.GetFileName(file))))
        {
            File.Delete(stale);
        }

        foreach (Page topic in topics)
        {
            File.WriteAllText(Path.Combine(output, topic.Name + AboutEnd), AboutTopic.Write(topic));
        }

        // Last: its time tells the build that all is there.
        XmlWriterSettings settings = new() { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" };
        using XmlWriter writer = XmlWriter.Create(Path.Combine(output, CmdletFile), settings);
        help.Save(writer);
    }
}
