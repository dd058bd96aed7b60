using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class PostLinterTests
{
    private const string Link = "([packit-service#1](https://github.com/packit/packit-service/pull/1))";

    private static readonly ServiceDefinition Service = new()
    {
        Name = "packit",
        Blog = new BlogDefinition
        {
            Project = "Packit",
            Internal = ["ogr", "CI", "refactoring", "pre-commit"],
            Jargon = new Dictionary<string, string> { ["repo"] = "repository" },
        },
    };

    [Fact]
    public void A_post_as_it_should_be_has_nothing_to_mend() =>
        Check($"- Packit can now find a spec file inside a bottle of rum. {Link}\n- You can set `env: {{A: <b>}}` in the configuration:\n  ```yaml\n  a: {{ b: <c> }}\n  ```\n\n  {Link}\n").ShouldBeEmpty();

    [Theory]
    [InlineData("- The refactoring of jobs is done. LINK", "InternalSubject", 1, 7)]
    [InlineData("- Packit passes CI again. LINK", "InternalSubject", 1, 17)]
    [InlineData("- Faster. ([ogr#12](https://github.com/packit/ogr/pull/12))", "InternalSubject", 1, 13)]
    [InlineData("- Packit clones your repo faster. LINK", "Jargon", 1, 22)]
    [InlineData("- Packit's behaviour in dealing with spec files was improved. LINK", "Passive", 1, 49)]
    [InlineData("- Jobs have been carefully split. LINK", "Passive", 1, 8)]
    [InlineData("- Packit is faster.", "LinkMissing", 1, 3)]
    [InlineData("- Packit is faster LINK", "NoEnd", 1, 3)]
    [InlineData("- Packit is faster. LINK\nreally.", "NotIndented", 2, 1)]
    [InlineData("- Packit is faster. LINK\n- Packit is faster. LINK", "Duplicate", 2, 3)]
    public void What_users_need_not_or_can_not_understand_is_a_warning(string entry, string rule, int line, int column)
    {
        LintFinding finding = Check(entry.Replace("LINK", Link, StringComparison.Ordinal) + "\n").ShouldHaveSingleItem();

        finding.Rule.ShouldBe(rule);
        finding.Severity.ShouldBe(LintSeverity.Warning);
        (finding.Line - 6, finding.Column).ShouldBe((line, column));
        finding.Reason.ShouldNotBeNullOrEmpty();
        finding.Suggestion.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("- Use {name} there. LINK", "MdxBrace", 7)]
    [InlineData("- If x < y, wait. LINK", "MdxTag", 8)]
    [InlineData("- See <https://packit.dev>. LINK", "MdxTag", 7)]
    [InlineData("- A <br> breaks. LINK", "MdxTag", 5)]
    [InlineData("export is a word. ", "MdxModule", 1)]
    [InlineData("- TBD. LINK", "Placeholder", 3)]
    [InlineData("- None ([ogr2#1](https://github.com/packit/ogr2/pull/1))", "Placeholder", 1)]
    [InlineData("- Faster. ([packit#2](https://github.com/packit/packit/pull/3))", "LinkMismatch", 12)]
    [InlineData("- Faster. ([packit#2](https://github.com/packit/ogr2/pull/2))", "LinkMismatch", 12)]
    [InlineData("- Faster. ([packit#2]())", "LinkBroken", 12)]
    [InlineData("- Faster. ([packit#2](https://github.com/packit/packit/pull/2", "LinkBroken", 12)]
    public void What_breaks_the_site_or_is_unfinished_is_an_error(string entry, string rule, int column)
    {
        LintFinding finding = Check(entry.Replace("LINK", Link, StringComparison.Ordinal) + "\n").Where(finding => finding.Severity == LintSeverity.Error).ShouldHaveSingleItem();

        finding.Rule.ShouldBe(rule);
        finding.Column.ShouldBe(column);
    }

    [Theory]
    [InlineData("- A \\<tag> and \\{braces}. LINK")]
    [InlineData("- Text with <details>more</details> and <br/>. LINK")]
    [InlineData("<!-- truncate -->\n- Fine. LINK")]
    [InlineData("- Code: ``a ` < {b}``. LINK")]
    [InlineData(":::warning\n\nMind this.\n\n:::\n\n- Fine. LINK")]
    public void What_only_looks_dangerous_is_left_alone(string text) => Check(text.Replace("LINK", Link, StringComparison.Ordinal) + "\n").ShouldBeEmpty();

    [Fact]
    public void Front_matter_must_have_title_and_date()
    {
        PostLinter linter = PostLinter.Of(Service);

        linter.Check("- Text\n").ShouldContain(finding => finding.Rule == "FrontMatter" && finding.Severity == LintSeverity.Error);
        linter.Check("---\ndate: soon\n---\n").Where(finding => finding.Rule == "FrontMatter").Select(finding => finding.Severity)
            .ShouldBe([LintSeverity.Error, LintSeverity.Error, LintSeverity.Warning]);
    }

    [Fact]
    public void The_suggestion_for_a_passive_entry_is_that_of_the_team() =>
        Check($"- Handling was improved. {Link}\n").ShouldHaveSingleItem().Suggestion.ShouldNotBeNull().ShouldContain("inside a bottle of rum");

    private static IReadOnlyList<LintFinding> Check(string body) =>
        PostLinter.Of(Service).Check($"---\ntitle: Week 20 in Packit\ndate: 2026-05-18\nauthors: jo\n---\n\n{body}");
}
