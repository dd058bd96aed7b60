using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class BlogPostTextTests
{
    private static readonly NotePeriod Week20 = new(new DateOnly(2026, 5, 12), new DateOnly(2026, 5, 18));
    private static readonly DateOnly Monday = new(2026, 5, 18);

    [Fact]
    public void The_weekly_form_is_that_of_the_published_posts()
    {
        BlogPostText post = BlogPostText.Weekly(Frame(Monday, "mmassari"), [Note("Packit runs `rmdepcheck` on PRs.", 3089)], Week20);

        post.FileName.ShouldBe("2026/week-20.md");
        post.Markdown.ShouldBe("""
            ---
            title: Week 20 in Packit
            date: 2026-05-18
            authors: mmassari
            tags:
              - 2026-May
              - 2026
              - May
            ---

            ## Week 20 (May 12th – May 18th)

            - Packit runs `rmdepcheck` on PRs. ([packit-service#3089](https://github.com/packit/packit-service/pull/3089))

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Two_weeks_are_both_named()
    {
        BlogPostText post = BlogPostText.Weekly(Frame(Monday), [], Week20 with { Since = new DateOnly(2026, 5, 5) });

        post.Title.ShouldBe("Weeks 19–20 in Packit");
        post.FileName.ShouldBe("2026/week-19-20.md");
        post.Markdown.ShouldContain("## Weeks 19–20 (May 5th – May 18th)\n");
        post.Markdown.ShouldNotContain("authors");
    }

    [Theory]
    [InlineData(2026, 1, 5, "2026/week-1.md", "2026-January")]
    [InlineData(2027, 1, 4, "2026/week-53.md", "2026-December")]
    [InlineData(2024, 6, 3, "2024/week-22.md", "2024-May")]
    [InlineData(2024, 8, 5, "2024/week-31.md", "2024-August")]
    public void Folder_and_tags_are_those_of_the_week_not_of_the_day(int year, int month, int day, string file, string tag)
    {
        DateOnly till = new(year, month, day);

        BlogPostText post = BlogPostText.Weekly(Frame(till), [], new NotePeriod(till.AddDays(-6), till));

        post.FileName.ShouldBe(file);
        post.Markdown.ShouldContain($"  - {tag}\n");
        post.Markdown.ShouldContain($"date: {till:yyyy-MM-dd}\n");
    }

    [Fact]
    public void A_week_without_notes_says_so()
    {
        BlogPostText post = BlogPostText.Weekly(Frame(Monday), [], Week20);

        post.Markdown.ShouldEndWith("## Week 20 (May 12th – May 18th)\n\nThere were no changes that users would notice.\n");
    }

    [Fact]
    public void The_monthly_form_has_one_section_a_week()
    {
        ReleaseNote early = Note("Early.", 1) with { MergedAt = new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.Zero) };

        BlogPostText post = BlogPostText.Monthly(Frame(new DateOnly(2026, 6, 1), "jo"), [Note("Late.", 2), early], new NotePeriod(new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 31)));

        post.Title.ShouldBe("Packit in May 2026");
        post.FileName.ShouldBe("May-2026.md");
        post.Markdown.ShouldBe("""
            ---
            title: Packit in May 2026
            date: 2026-06-01
            authors: jo
            tags:
              - 2026-May
              - 2026
              - May
            ---

            ## Week 19 (May 4th – May 10th)

            - Early. ([packit-service#1](https://github.com/packit/packit-service/pull/1))

            ## Week 20 (May 11th – May 17th)

            - Late. ([packit-service#2](https://github.com/packit/packit-service/pull/2))

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("Packit: the service", "title: \"Week 20 in Packit: the service\"")]
    [InlineData("\"Packit\" #1", "title: \"Week 20 in \\\"Packit\\\" #1\"")]
    [InlineData("Packit Service", "title: Week 20 in Packit Service")]
    public void The_title_is_quoted_only_where_YAML_needs_it(string project, string line) =>
        BlogPostText.Weekly(Frame(Monday) with { Project = project }, [], Week20).Markdown.ShouldContain($"{line}\n");

    [Theory]
    [InlineData("true", "\"true\"")]
    [InlineData("no", "\"no\"")]
    [InlineData("nora", "nora")]
    [InlineData("12", "\"12\"")]
    [InlineData("- a", "\"- a\"")]
    [InlineData("a ", "\"a \"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("back\\slash", "\"back\\\\slash\"")]
    [InlineData("", "\"\"")]
    public void Scalars_that_YAML_would_take_for_something_else_are_quoted(string text, string scalar) => YamlText.Scalar(text).ShouldBe(scalar);

    [Fact]
    public void Old_tool_did_not_indent_further_lines_but_they_stay_in_their_item() =>
        NoteBullet.Of(Note("First.\n\nSecond:\n- a\n- b", 1)).ShouldBe(
            "- First.\n\n  Second:\n  - a\n  - b ([packit-service#1](https://github.com/packit/packit-service/pull/1))");

    [Fact]
    public void A_link_does_not_break_a_code_block_at_the_end() =>
        NoteBullet.Of(Note("Use:\n```yaml\na: b\n```", 1)).ShouldBe(
            "- Use:\n  ```yaml\n  a: b\n  ```\n\n  ([packit-service#1](https://github.com/packit/packit-service/pull/1))");

    [Fact]
    public void A_note_that_is_a_list_of_one_item_is_not_put_into_a_list_twice()
    {
        NoteBullet.Of(Note("* One\n  more", 1)).ShouldStartWith("- One\n  more (");
        NoteBullet.Of(Note("* One\n* Two", 1)).ShouldStartWith("- * One\n  * Two (");
        NoteBullet.Of(Note("*One* word", 1)).ShouldStartWith("- *One* word (");
    }

    [Fact]
    public void A_note_without_number_links_its_commit_and_one_without_page_names_its_repository()
    {
        string sha = new('a', 40);

        NoteBullet.Of(Note("Fixed.", null) with { Url = new Uri($"https://github.com/p/s/commit/{sha}") }).ShouldBe($"- Fixed. ([packit-service@aaaaaaa](https://github.com/p/s/commit/{sha}))");
        NoteBullet.Of(Note("Fixed.", 3) with { Url = null }).ShouldBe("- Fixed. (packit-service#3)");
    }

    [Theory]
    [InlineData("{project} in {month} {year}", "Packit in May 2026")]
    [InlineData("What is new: {week}", "What is new: Week 20")]
    public void The_title_is_as_the_definition_wants_it(string template, string title)
    {
        BlogPostText post = BlogPostText.Weekly(Frame(Monday) with { Title = template }, [], Week20);

        post.Title.ShouldBe(title);
        post.FileName.ShouldBe("2026/week-20.md");
    }

    [Fact]
    public void A_template_of_the_team_is_filled_and_braces_of_its_own_stay()
    {
        BlogPostFrame frame = Frame(Monday, "jo") with { Template = "---\ntitle: {title}\ndate: {date}\nauthors: {author}\n---\n\n# {heading}\n\n{notes}\n\n<Thanks to={everybody} />\n" };

        BlogPostText.Weekly(frame, [Note("Faster.", 1)], Week20).Markdown.ShouldBe(
            "---\ntitle: Week 20 in Packit\ndate: 2026-05-18\nauthors: jo\n---\n\n# Week 20 (May 12th \u2013 May 18th)\n\n"
            + "- Faster. ([packit-service#1](https://github.com/packit/packit-service/pull/1))\n\n<Thanks to={everybody} />\n");
    }

    [Fact]
    public void What_would_break_the_site_is_escaped()
    {
        BlogPostText post = BlogPostText.Weekly(Frame(Monday), [Note("Use `{a}` or {b}, if x < y; see <https://packit.dev>.", 1)], Week20);

        post.Markdown.ShouldContain("- Use `{a}` or \\{b}, if x \\< y; see https://packit.dev. ([");
        new PostLinter([new ServiceGuru.ReleaseNotes.Rules.MdxRule()]).Check(post.Markdown).ShouldBeEmpty();
    }

    private static BlogPostFrame Frame(DateOnly date, string? author = null) => new("Packit", "{week} in {project}", author, date, null);

    private static ReleaseNote Note(string text, int? number) => new()
    {
        Repository = "packit-service",
        PullRequest = number,
        Text = text,
        Url = new Uri($"https://github.com/packit/packit-service/pull/{number}"),
        MergedAt = new DateTimeOffset(2026, 5, 14, 0, 0, 0, TimeSpan.Zero),
    };
}
