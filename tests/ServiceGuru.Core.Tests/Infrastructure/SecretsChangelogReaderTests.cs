namespace ServiceGuru.Infrastructure;

public sealed class SecretsChangelogReaderTests
{
    [Theory]
    [InlineData("2026-05-18 (Elin Svensson): new token", "Elin Svensson")]
    [InlineData("2026/5/18 @esvensson renewed certificates", "esvensson")]
    [InlineData("18.5.2026 - renewed by Elin", "Elin")]
    [InlineData("## 18 May 2026, elin@example.org", "elin")]
    [InlineData("May 18, 2026 [Elin] new token", "Elin")]
    [InlineData("- 2026-05-18 Elin Svensson: new token", "Elin Svensson")]
    [InlineData("2026-05-18 new token", null)]
    public void People_write_dates_and_names_as_they_like(string line, string? author)
    {
        SecretsChange entry = SecretsChangelogReader.Read(line).ShouldHaveSingleItem();

        entry.Date.ShouldBe(new DateOnly(2026, 5, 18));
        entry.Author.ShouldBe(author);
        entry.Text.ShouldBe(line);
    }

    [Fact]
    public void Lines_below_a_date_belong_to_it_and_an_introduction_to_nobody()
    {
        IReadOnlyList<SecretsChange> entries = SecretsChangelogReader.Read("Newest first!\r\n\r\n2026-05-18 one\r\n  more\r\n\r\n2026-02-30 is no day\r\n2026-05-01 two");

        entries.Select(entry => entry.Text).ShouldBe(["2026-05-18 one more 2026-02-30 is no day", "2026-05-01 two"]);
    }

    [Fact]
    public void Without_any_date_the_last_paragraphs_are_told()
    {
        SecretsChangelogReader.Read("first\nof it\n\nsecond").Select(entry => entry.Text).ShouldBe(["first of it", "second"]);
        SecretsChangelogReader.Read(" \n").ShouldBeEmpty();
    }

    [Fact]
    public void What_looks_like_a_secret_and_what_steers_a_terminal_stay_out()
    {
        string commit = new('a', 40);

        string text = SecretsChangelogReader.Read($"2026-05-18 token ghp_0123456789abcdefghij, commit {commit}\u001b[31m").Single().Text;

        text.ShouldBe($"2026-05-18 token ***, commit {commit} [31m");
    }
}
