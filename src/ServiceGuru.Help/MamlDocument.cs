using System.Xml.Linq;

namespace ServiceGuru.Help;

/// <summary>Writes the help of cmdlets in the form that the engine reads: MAML, as it stands beside a binary module.</summary>
/// <param name="online">Where the pages are published.</param>
/// <param name="names">The cmdlets and topics that a link may lead to.</param>
internal sealed class MamlDocument(Uri online, IReadOnlySet<string> names)
{
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Gives the document of all cmdlets.</summary>
    public XDocument Write(IEnumerable<(CmdletModel Cmdlet, CmdletPage Page)> cmdlets) => new(
        new XElement(Help + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(entry => OfCommand(entry.Cmdlet, entry.Page))));

    private XElement OfCommand(CmdletModel cmdlet, CmdletPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Verb),
            new XElement(Command + "noun", cmdlet.Noun),
            Described(page.Synopsis)),
        Described(page.Description),
        new XElement(Command + "syntax", cmdlet.Sets.Select(set => OfSyntax(cmdlet, page, set))),
        new XElement(Command + "parameters", cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => OfParameter(parameter, parameter.Sets[0], page, full: true))),
        new XElement(Command + "inputTypes", Inputs(cmdlet)),
        new XElement(Command + "returnValues", page.Outputs.Select(output => new XElement(Command + "returnValue", OfType(output.Type), Described(output.Text)))),
        page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(entry => OfExample(entry.Example))),
        new XElement(Command + "relatedLinks", Links(cmdlet, page)));

    private static XElement OfSyntax(CmdletModel cmdlet, CmdletPage page, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.Syntax(set).Select(entry => OfParameter(entry.Parameter, entry.Place, page, full: false)));

    private static XElement OfParameter(CmdletParameter parameter, CmdletParameterSet place, CmdletPage page, bool full)
    {
        PageParameter? told = page.Parameters.FirstOrDefault(entry => entry.Name == parameter.Name);
        bool choice = parameter.Type.IsEnum && !full;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", Lower(place.Mandatory)),
            new XAttribute("variableLength", Lower(parameter.Type.IsArray)),
            new XAttribute("globbing", Lower(parameter.Wildcards)),
            new XAttribute("pipelineInput", place.Pipeline),
            new XAttribute("position", place.Position?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Described(told?.Text ?? []),
            choice ? new XElement(Command + "parameterValueGroup", parameter.Type.GetEnumNames().Select(name => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), name))) : null,
            parameter.IsSwitch && !full ? null : new XElement(Command + "parameterValue", new XAttribute("required", Lower(!parameter.IsSwitch)), new XAttribute("variableLength", Lower(parameter.Type.IsArray)), parameter.ShortType),
            OfType(parameter.Type.FullName!),
            new XElement(Dev + "defaultValue", told?.Default ?? (parameter.IsSwitch ? "False" : "None")));
    }

    private static IEnumerable<XElement> Inputs(CmdletModel cmdlet)
    {
        CmdletParameter[] whole = [.. cmdlet.Parameters.Where(parameter => parameter.Sets.Any(set => set.ByValue))];
        CmdletParameter[] named = [.. cmdlet.Parameters.Where(parameter => parameter.Sets.Any(set => set.ByPropertyName))];
        string properties = $"Properties that are taken by name: {string.Join(", ", named.SelectMany(parameter => parameter.Aliases.Prepend(parameter.Name)))}.";
        foreach (CmdletParameter parameter in whole)
        {
            yield return new XElement(Command + "inputType", OfType(parameter.Type.FullName!), Described([$"Each object is taken for -{parameter.Name}."]));
        }

        if (named.Length > 0)
        {
            yield return new XElement(Command + "inputType", OfType("System.Management.Automation.PSObject"), Described([properties]));
        }

        if (whole.Length + named.Length == 0)
        {
            yield return new XElement(Command + "inputType", OfType("None"), Described(["It takes no objects of the pipeline."]));
        }
    }

    private static XElement OfExample(PageExample example) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------------------------- {example.Title} --------------------------"),
        new XElement(Dev + "code", example.Code),
        // The engine puts the next example's title right below.
        new XElement(Dev + "remarks", Paragraphs(example.Remarks.Append(string.Empty))));

    private IEnumerable<XElement> Links(CmdletModel cmdlet, CmdletPage page)
    {
        // Get-Help -Online opens the first one that has an address.
        IEnumerable<PageLink> related = page.Links.Count > 0
            ? page.Links
            : page.Mentions().Where(name => names.Contains(name) && name != cmdlet.Name).Select(name => new PageLink(name, null, 0));
        return related.Prepend(new PageLink("Online Version:", new Uri(online, cmdlet.Name + ".md"), 0)).Select(link => new XElement(
            Maml + "navigationLink",
            new XElement(Maml + "linkText", link.Text),
            new XElement(Maml + "uri", link.Address?.ToString() ?? string.Empty)));
    }

    private static XElement OfType(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement Described(IEnumerable<string> paragraphs) => new(Maml + "description", Paragraphs(paragraphs));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Maml + "para", text));

    private static string Lower(bool value) => value ? "true" : "false";
}
