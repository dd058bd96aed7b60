using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ServiceGuru.Tests.Layout;

/// <summary>The help files as the build makes them; that the engine reads them is shown by tests/Module/Help.Tests.ps1.</summary>
public sealed class HelpFilesTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly string Folder = Path.Combine(BuiltModule.Directory, "en-US");
    private static readonly string Pages = Path.Combine(BuiltModule.Root, "docs", "en-US");
    private static readonly XDocument Help = XDocument.Load(Path.Combine(Folder, "ServiceGuru.dll-Help.xml"));

    public static TheoryData<string> Cmdlets => [.. CmdletMetadata.All.Select(cmdlet => cmdlet.Name)];

    public static TheoryData<string> Topics => [.. Directory.EnumerateFiles(Pages, "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Fact]
    public void The_help_is_that_of_the_cmdlets() =>
        Help.Descendants(Command + "details").Select(details => details.Element(Command + "name")!.Value)
            .ShouldBe(CmdletMetadata.All.Select(cmdlet => cmdlet.Name), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_has_all_that_Get_Help_shows(string name)
    {
        XElement command = Find(name);
        Text(command.Element(Command + "details")!.Element(Maml + "description")).ShouldEndWith(".");
        Text(command.Element(Maml + "description")).Length.ShouldBeGreaterThan(60);
        XElement[] examples = [.. command.Descendants(Command + "example")];
        examples.Length.ShouldBeGreaterThanOrEqualTo(3);
        examples.ShouldAllBe(example => Text(example.Element(Dev + "code")).Length > 0 && Text(example.Element(Dev + "remarks")).Length > 0);
        command.Descendants(Command + "inputType").ShouldNotBeEmpty();
        command.Descendants(Command + "returnValue").ShouldNotBeEmpty();

        XElement[] links = [.. command.Descendants(Maml + "navigationLink")];
        links[0].Element(Maml + "uri")!.Value.ShouldStartWith("https://");
        links[0].Element(Maml + "uri")!.Value.ShouldEndWith($"/{name}.md");
        links.Length.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void The_project_has_one_address_in_help_manifest_and_changelog()
    {
        string address = Regex.Match(File.ReadAllText(BuiltModule.Manifest), @"ProjectUri\s*=\s*'([^']+)'").Groups[1].Value;
        address.ShouldStartWith("https://");
        Help.Descendants(Maml + "navigationLink").Select(link => link.Element(Maml + "uri")!.Value).Where(uri => uri.EndsWith(".md", StringComparison.Ordinal))
            .ShouldAllBe(uri => uri.StartsWith(address + "/blob/", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(BuiltModule.Root, "CHANGELOG.md")).ShouldContain($"]: {address}/releases/");
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void Every_parameter_is_told_and_stands_in_the_syntax(string name)
    {
        XElement command = Find(name);
        CmdletMetadata cmdlet = CmdletMetadata.All.Single(cmdlet => cmdlet.Name == name);
        string[] expected = [.. cmdlet.Parameters.Select(parameter => parameter.Name), .. cmdlet.SupportsShouldProcess ? new[] { "Confirm", "WhatIf" } : []];
        XElement[] told = [.. command.Element(Command + "parameters")!.Elements(Command + "parameter")];

        told.Select(Name).ShouldBe(expected, ignoreOrder: true);
        told.ShouldAllBe(parameter => Text(parameter.Element(Maml + "description")).EndsWith('.'));
        told.ShouldAllBe(parameter => parameter.Element(Dev + "defaultValue")!.Value.Length > 0);
        command.Element(Command + "syntax")!.Descendants(Command + "parameter").Select(Name).Distinct().ShouldBe(expected, ignoreOrder: true);
        foreach (PropertyInfo parameter in cmdlet.Parameters)
        {
            Type type = Nullable.GetUnderlyingType(parameter.PropertyType) ?? parameter.PropertyType;
            told.Single(entry => Name(entry) == parameter.Name).Element(Dev + "type")!.Element(Maml + "name")!.Value.ShouldBe(type.FullName);
        }
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_is_wrapped_for_a_terminal(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Folder, name + ".help.txt"));

        lines[..4].ShouldBe(["TOPIC", "    " + name, string.Empty, "SHORT DESCRIPTION"]);
        lines[4].ShouldStartWith("    ");

        // Code is as it is: a line that was broken could not be copied.
        lines.Where(line => line.Length > 80 && !line.StartsWith("        ", StringComparison.Ordinal)).ShouldBeEmpty();
        lines.ShouldAllBe(line => !line.Contains("](", StringComparison.Ordinal) && !line.Contains("<!--", StringComparison.Ordinal));
    }

    [Fact]
    public void No_topic_is_left_that_has_no_page() =>
        Directory.EnumerateFiles(Folder, "about_*").Select(file => Path.GetFileName(file)!)
            .ShouldBe(Directory.EnumerateFiles(Pages, "about_*.md").Select(file => Path.GetFileNameWithoutExtension(file) + ".help.txt"), ignoreOrder: true);

    [Fact]
    public void What_makes_the_help_does_not_ship() =>
        Directory.EnumerateFiles(Path.Combine(BuiltModule.Directory, "bin"), "*", SearchOption.AllDirectories)
            .ShouldAllBe(file => !Path.GetFileName(file).StartsWith("ServiceGuru.Help", StringComparison.Ordinal) && !Path.GetFileName(file).StartsWith("Markdig", StringComparison.Ordinal));

    private static XElement Find(string name) =>
        Help.Descendants(Command + "command").Single(command => command.Element(Command + "details")!.Element(Command + "name")!.Value == name);

    private static string Name(XElement element) => element.Element(Maml + "name")!.Value;

    private static string Text(XElement? element) => element?.Value.Trim() ?? string.Empty;
}
