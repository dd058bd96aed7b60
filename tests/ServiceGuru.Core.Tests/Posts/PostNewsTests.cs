using ServiceGuru.Posts;

namespace ServiceGuru.Tests.Posts;

public sealed class PostNewsTests
{
    [Fact]
    public void The_title_and_the_items_of_a_post_come_without_markup()
    {
        PostNews news = PostNews.Read("""
            ---
            title: Week 20 in Packit
            date: 2026-05-18
            tags:
              - 2026-May
            ---

            ## Week 20 (May 12th – May 18th)

            :::warning
            - Packit **now** supports `--dist-git-branch` \_twice\_. ([packit-service#3089](https://github.com/packit/packit-service/pull/3089))
            - See [the docs](https://packit.dev/docs "Docs") &amp; ask @lbarcziova
              about it:
              - first
              - second ([ogr#1](https://a.b/1), [ogr#2](https://a.b/2))

            ```yaml
            - not an item
            ```

            * Another <b>one</b>, also at @packit@fosstodon.org. <!-- truncate -->
            """);

        news.Title.ShouldBe("Week 20 in Packit");
        news.Items.ShouldBe(
        [
            "Packit now supports --dist-git-branch _twice_.",
            "See the docs & ask lbarcziova about it: – first – second",
            "Another one, also at @packit@fosstodon.org.",
        ]);
    }

    [Fact]
    public void A_post_without_a_list_is_told_by_paragraph()
    {
        PostNews news = PostNews.Read("# Packit 1.0\n\nIt is out.\nReally.\n\nThank you all!\n");

        news.Title.ShouldBe("Packit 1.0");
        news.Items.ShouldBe(["It is out. Really.", "Thank you all!"]);
    }

    [Fact]
    public void Of_nothing_there_is_nothing() => PostNews.Read("---\ntitle: x\n---\n").Items.ShouldBeEmpty();
}
