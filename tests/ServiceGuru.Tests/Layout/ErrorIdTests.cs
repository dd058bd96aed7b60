using System.Management.Automation;
using System.Text.RegularExpressions;
using ServiceGuru.Cmdlets;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Layout;

/// <summary>The ids of errors are a contract with scripts: docs/en-US/about_Troubleshooting.md has them all.</summary>
public sealed partial class ErrorIdTests
{
    private const string AllIds = "### All error ids";
    private const string SystemIds = "#### Errors of outside systems";

    private static readonly string Page = File.ReadAllText(Path.Combine(BuiltModule.Root, "docs", "en-US", "about_Troubleshooting.md")).ReplaceLineEndings("\n");

    private static readonly string Table = Chapter(AllIds);

    [Fact]
    public void Every_id_that_the_code_can_raise_is_told_on_the_page()
    {
        HashSet<string> told = [.. Code().Matches(Page).Select(match => match.Groups[1].Value)];
        string[] parts = [.. Rows().Matches(Chapter(SystemIds)).Select(match => match.Groups[1].Value)];

        string[] missing = [.. Sources().SelectMany(source => Raised(source.Text).Select(id => (Id: id, source.File)))
            .Where(raised => !told.Contains(raised.Id) && !parts.Any(part => raised.Id.EndsWith(part, StringComparison.Ordinal) && told.Contains(raised.Id[..^part.Length])))
            .Select(raised => $"{raised.Id} of {raised.File}").Distinct()];

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_id_of_the_table_is_one_that_the_code_has_and_stands_there_once()
    {
        string code = string.Concat(Sources().Select(source => source.Text));
        string[] rows = [.. Rows().Matches(Table).Select(match => match.Groups[1].Value)];

        rows.Length.ShouldBeGreaterThan(200);
        rows.ShouldBeUnique();
        foreach (string id in rows)
        {
            // A document's, a name's: their first part is put in front.
            string[] parts = [id, id.StartsWith("Unknown", StringComparison.Ordinal) ? id[7..] : id, id.EndsWith("NotFound", StringComparison.Ordinal) ? id[..^8].ToLowerInvariant() : id];
            parts.ShouldContain(part => code.Contains($"\"{part}\"", StringComparison.Ordinal), $"no code raises {id}");
        }
    }

    [Fact]
    public void The_category_of_a_row_is_that_of_its_failure()
    {
        Dictionary<string, string> rows = Rows().Matches(Table).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        int compared = 0;
        foreach (Match failure in Sources().SelectMany(source => Kinds().Matches(source.Text)))
        {
            string id = failure.Groups[1].Value;
            ErrorCategory category = FailureRecord.Category(Enum.Parse<FailureKind>(failure.Groups[2].Value));
            if (rows.TryGetValue(id, out string? told) && told != category.ToString())
            {
                // One id for two kinds: the row's words name the other one.
                Page.ShouldContain($"| `{id}` | {told} | ");
                Row(id).ShouldContain(category.ToString(), customMessage: $"{id} is a {category}");
            }

            compared++;
        }

        compared.ShouldBeGreaterThan(80);
    }

    [Fact]
    public void Every_row_says_what_it_means_and_what_to_do()
    {
        foreach (Match row in Rows().Matches(Table))
        {
            row.Groups[3].Value.ShouldEndWith(".", customMessage: row.Value);
            row.Groups[4].Value.ShouldEndWith(".", customMessage: row.Value);
        }
    }

    private static string Chapter(string title)
    {
        int begin = Page.IndexOf(title + "\n", StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0);
        int end = Page.IndexOf(title == AllIds ? SystemIds : "\n#### ", begin + title.Length, StringComparison.Ordinal);
        return Page[begin..end];
    }

    private static string Row(string id) => Page.Split('\n').Single(line => line.StartsWith($"| `{id}` |", StringComparison.Ordinal));

    private static IEnumerable<string> Raised(string text)
    {
        IEnumerable<Match> places = Ids().Matches(text).Concat(Summaries().Matches(text)).Concat(Helpers().Matches(text)).Concat(Arms().Matches(text));
        IEnumerable<string> constants = Constants().Matches(text).Where(match => text.Contains($"Id = {match.Groups[1].Value}", StringComparison.Ordinal)).Select(match => match.Groups[2].Value);
        return places.SelectMany(match => Literal().Matches(match.Value)).Select(match => match.Groups[1].Value).Concat(constants);
    }

    // The rules of health and posts name states and findings, not errors; the sandbox only pretends.
    private static IEnumerable<(string File, string Text)> Sources() =>
        from room in new[] { "ServiceGuru", "ServiceGuru.Core", "ServiceGuru.Connectors", "ServiceGuru.Host" }
        from file in Directory.EnumerateFiles(Path.Combine(BuiltModule.Root, "src", room), "*.cs", SearchOption.AllDirectories)
        let place = file.Replace('\\', '/')
        where !place.Contains("/obj/", StringComparison.Ordinal) && !place.Contains("/Rules/", StringComparison.Ordinal)
        select (Path.GetFileName(file), File.ReadAllText(file));

    [GeneratedRegex("""\bId = [^;{}]*?(?=,\s|\s\})""")]
    private static partial Regex Ids();

    [GeneratedRegex("""FailureSummary\.\w+\([^;"]*"[A-Z]\w+"(?=,)""")]
    private static partial Regex Summaries();

    [GeneratedRegex("""\b(?:Missing|Wrong|Refuse|RefuseAsync|Unusable|NotFound|Fail|Refused|Usage|Refusal)\(\s*"[A-Z]\w+"(?=\s*,)""")]
    private static partial Regex Helpers();

    [GeneratedRegex("""DomainVerdict\.\w+ => "Domain\w+"(?=,)""")]
    private static partial Regex Arms();

    [GeneratedRegex("""const string (\w+) = "([A-Z]\w+)";""")]
    private static partial Regex Constants();

    [GeneratedRegex("\"([A-Z][A-Za-z]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("""\bId = "([A-Z][A-Za-z]+)",\s+Kind = FailureKind\.(\w+),""")]
    private static partial Regex Kinds();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("""^\| `([A-Z][A-Za-z]+)` \| ([A-Z][A-Za-z]+) \| ([^|]+) \| ([^|]+) \|\r?$""", RegexOptions.Multiline)]
    private static partial Regex Rows();
}
