namespace ServiceGuru.Help;

/// <summary>What must be true of the pages. Each mistake is an error of the build.</summary>
/// <param name="names">The cmdlets and topics that a link may lead to.</param>
internal sealed class PageRules(IReadOnlySet<string> names)
{
    /// <summary>How many examples a page has at least.</summary>
    public const int FewestExamples = 3;

    /// <summary>Gives the mistakes of a cmdlet's page.</summary>
    public IEnumerable<PageMistake> Check(CmdletPage page, CmdletModel cmdlet) =>
        [.. CheckOutline(page, cmdlet), .. CheckExamples(page), .. CheckParameters(page, cmdlet), .. CheckOutputs(page, cmdlet), .. CheckLinks(page.Page, page.Links)];

    /// <summary>Gives the mistakes of a topic's page.</summary>
    public IEnumerable<PageMistake> Check(Page page)
    {
        foreach (string title in AboutTopic.Titles.Where(title => page.Root.Find(title) is null))
        {
            yield return page.Mistake(page.Root.Line, "SectionMissing", $"The topic has no '## {title}'.");
        }

        if (page.Root.Title != page.Name)
        {
            yield return page.Mistake(page.Root.Line, "TitleDiffers", $"The topic of this file is '# {page.Name}'.");
        }

        foreach (PageMistake mistake in CheckLinks(page, PageLink.Of(page.Root.Find(AboutTopic.SeeAlso))))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<PageMistake> CheckOutline(CmdletPage page, CmdletModel cmdlet)
    {
        if (page.Page.Root.Title != cmdlet.Name)
        {
            yield return page.Page.Mistake(page.Page.Root.Line, "TitleDiffers", $"The page of this file is '# {cmdlet.Name}'.");
        }

        foreach (PageSection section in page.Page.Root.Sections.Where(section => !CmdletPage.Titles.Contains(section.Title)))
        {
            yield return page.Page.Mistake(section.Line, "SectionUnknown", $"No page has '## {section.Title}'; there are {string.Join(", ", CmdletPage.Titles)}.");
        }

        if (page.Synopsis is not [{ Length: > 0 }])
        {
            yield return page.Page.Mistake(page.LineOf("SYNOPSIS"), "SynopsisMissing", "The synopsis is one paragraph.");
        }

        if (page.Description.Count == 0)
        {
            yield return page.Page.Mistake(page.LineOf("DESCRIPTION"), "DescriptionMissing", "The description says what the cmdlet does, what it changes and what it does not.");
        }
    }

    private static IEnumerable<PageMistake> CheckExamples(CmdletPage page)
    {
        if (page.Examples.Count < FewestExamples)
        {
            yield return page.Page.Mistake(page.LineOf("EXAMPLES"), "ExamplesTooFew", $"There are {page.Examples.Count} examples; a page has {FewestExamples} or more.");
        }

        foreach ((PageExample example, int line) in page.Examples.Where(entry => entry.Example.Code.Length == 0 || entry.Example.Remarks.Count == 0))
        {
            yield return page.Page.Mistake(line, "ExampleIncomplete", $"'{example.Title}' has a block of powershell, and a word on what it prints or means.");
        }
    }

    private static IEnumerable<PageMistake> CheckParameters(CmdletPage page, CmdletModel cmdlet)
    {
        foreach (CmdletParameter missing in cmdlet.Parameters.Where(own => page.Parameters.All(told => told.Name != own.Name)))
        {
            yield return page.Page.Mistake(page.LineOf("PARAMETERS"), "ParameterMissing", $"-{missing.Name} is not told.");
        }

        foreach (PageParameter told in page.Parameters)
        {
            if (cmdlet.Parameters.FirstOrDefault(own => own.Name == told.Name) is not { } own)
            {
                yield return page.Page.Mistake(told.Line, "ParameterUnknown", $"{cmdlet.Name} has no -{told.Name}.");
                continue;
            }

            if (told.Text.Count == 0)
            {
                yield return page.Page.Mistake(told.Line, "ParameterWithoutText", $"-{told.Name} is not said what it is for.");
            }

            foreach ((string field, string expected) in Expected(own))
            {
                (string Value, int Line) found = told.Fields.GetValueOrDefault(field, (string.Empty, told.Line));
                if (found.Value != expected)
                {
                    yield return page.Page.Mistake(found.Line, "ParameterDiffers", $"'{field}' of -{told.Name} is '{expected}', not '{found.Value}'.");
                }
            }
        }
    }

    private static IEnumerable<(string Field, string Value)> Expected(CmdletParameter parameter)
    {
        CmdletParameterSet set = parameter.Sets[0];
        yield return ("Type", parameter.Type.FullName!);
        yield return ("Parameter Sets", set.Name == CmdletParameterSet.All ? "(All)" : string.Join(", ", parameter.Sets.Select(each => each.Name).Order(StringComparer.OrdinalIgnoreCase)));
        yield return ("Aliases", string.Join(", ", parameter.Aliases));
        yield return ("Required", set.Mandatory ? "True" : "False");
        yield return ("Position", set.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "Named");
        yield return ("Accept pipeline input", set.Pipeline);
        yield return ("Accept wildcard characters", parameter.Wildcards ? "True" : "False");
    }

    private static IEnumerable<PageMistake> CheckOutputs(CmdletPage page, CmdletModel cmdlet)
    {
        string[] told = [.. page.Outputs.Select(output => output.Type)];
        return told.Order(StringComparer.Ordinal).SequenceEqual(cmdlet.Outputs.Order(StringComparer.Ordinal))
            ? []
            : [page.Page.Mistake(page.LineOf("OUTPUTS"), "OutputDiffers", $"{cmdlet.Name} gives {string.Join(", ", cmdlet.Outputs)}, not {string.Join(", ", told)}.")];
    }

    private IEnumerable<PageMistake> CheckLinks(Page page, IEnumerable<PageLink> links) => links
        .Where(link => link.Address is null && !names.Contains(link.Text))
        .Select(link => page.Mistake(link.Line, "LinkUnknown", $"'{link.Text}' is no cmdlet of the module, no topic and no web page."));
}
