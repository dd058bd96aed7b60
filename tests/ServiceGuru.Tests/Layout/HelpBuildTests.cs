using ServiceGuru.Commands;
using ServiceGuru.Help;
using ServiceGuru.Tests.Sandboxes;

namespace ServiceGuru.Tests.Layout;

/// <summary>A wrong page is an error of the build, with its file and line.</summary>
public sealed class HelpBuildTests : IDisposable
{
    private static readonly IReadOnlyList<CmdletModel> Cmdlets = CmdletAssembly.Read(typeof(TestRunbookCommand).Assembly);

    private readonly TemporaryFolder _folder = new();

    public HelpBuildTests()
    {
        foreach (string page in Directory.EnumerateFiles(Path.Combine(BuiltModule.Root, "docs", "en-US"), "*.md"))
        {
            File.Copy(page, PathOf(Path.GetFileName(page)));
        }
    }

    private string Output => Path.Combine(_folder.Path, "out");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Right_pages_make_the_help_and_a_topic_that_is_gone_goes()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "about_Old.help.txt"), "old");

        Run().ShouldBeEmpty();

        File.Exists(Path.Combine(Output, HelpBuild.CmdletFile)).ShouldBeTrue();
        File.Exists(Path.Combine(Output, "about_Gates.help.txt")).ShouldBeTrue();
        File.Exists(Path.Combine(Output, "about_Old.help.txt")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("### -Quiet\n\nGives only true or false for each file.\n", "### -Quiet\n", "ParameterWithoutText", "### -Quiet")]
    [InlineData("### -Quiet\n", "### -Silent\n", "ParameterMissing,ParameterUnknown", "## PARAMETERS,### -Silent")]
    [InlineData("Position: 0\n", "Position: 1\n", "ParameterDiffers", "Position: 1")]
    [InlineData("Aliases: FullName, Name\n", "", "ParameterDiffers", "### -Path")]
    [InlineData("- [Invoke-Runbook](Invoke-Runbook.md)", "- Invoke-Everything", "LinkUnknown", "- Invoke-Everything")]
    [InlineData("### Example 2\n", "Now:\n", "ExamplesTooFew", "## EXAMPLES")]
    [InlineData("Gives all mistakes of one runbook.\n", "", "ExampleIncomplete", "### Example 1")]
    [InlineData("## NOTES\n", "## REMARKS\n", "SectionUnknown", "## REMARKS")]
    [InlineData("### System.Boolean\n", "", "OutputDiffers", "## OUTPUTS")]
    [InlineData("# Test-Runbook\n", "# Test-Rumbook\n", "TitleDiffers", "# Test-Rumbook")]
    [InlineData("## SYNOPSIS\n\nChecks runbooks", "## SYNOPSIS\n\nWell.\n\nChecks runbooks", "SynopsisMissing", "## SYNOPSIS")]
    public void A_mistake_is_told_with_its_line(string right, string wrong, string codes, string lines)
    {
        const string page = "Test-Runbook.md";
        string text = File.ReadAllText(PathOf(page)).Replace("## RELATED LINKS\n", "## NOTES\n\nNone.\n\n## RELATED LINKS\n", StringComparison.Ordinal);
        text.ShouldContain(right);
        File.WriteAllText(PathOf(page), text.Replace(right, wrong, StringComparison.Ordinal));

        IReadOnlyList<PageMistake> mistakes = Run();

        mistakes.Select(mistake => mistake.Code).ShouldBe(codes.Split(','));
        string[] written = File.ReadAllLines(PathOf(page));
        mistakes.Select(mistake => written[mistake.Line - 1]).ShouldBe(lines.Split(','));
        mistakes[0].ToString().ShouldStartWith($"{PathOf(page)}({mistakes[0].Line}): error {codes.Split(',')[0]}: ");
        Directory.Exists(Output).ShouldBeFalse();
    }

    [Fact]
    public void A_page_for_no_cmdlet_and_a_cmdlet_without_page_are_told()
    {
        File.Move(PathOf("Test-Runbook.md"), PathOf("Test-Rumbook.md"));

        IReadOnlyList<PageMistake> mistakes = Run();

        mistakes.ShouldContain(mistake => mistake.Code == "PageMissing" && mistake.File == PathOf("Test-Runbook.md"));
        mistakes.ShouldContain(mistake => mistake.Code == "PageOfNoCmdlet" && mistake.File == PathOf("Test-Rumbook.md"));
    }

    [Fact]
    public void A_topic_with_a_link_to_nowhere_is_told()
    {
        File.WriteAllText(PathOf("about_Nothing.md"), "# about_Nothing\n\n## SHORT DESCRIPTION\n\nNothing.\n\n## LONG DESCRIPTION\n\nNothing.\n\n## SEE ALSO\n\n- about_Everything\n- [Packit](https://packit.dev)\n");

        Run().ShouldHaveSingleItem().ShouldBe(new PageMistake(PathOf("about_Nothing.md"), 13, "LinkUnknown", "'about_Everything' is no cmdlet of the module, no topic and no web page."));
    }

    private string PathOf(string page) => Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.Path, "pages")).FullName, page);

    private IReadOnlyList<PageMistake> Run() => new HelpBuild(Path.Combine(_folder.Path, "pages"), new Uri("https://example.org/help/")).Run(Cmdlets, Output);
}
