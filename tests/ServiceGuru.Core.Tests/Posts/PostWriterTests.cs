using ServiceGuru.Operations;
using ServiceGuru.Posts;

namespace ServiceGuru.Tests.Posts;

public sealed class PostWriterTests
{
    private const string Link = "https://packit.dev/posts/weekly/2026/week-20";
    private static readonly string Long = string.Join(' ', Enumerable.Range(1, 60).Select(number => $"word{number}"));

    [Fact]
    public void What_fits_is_one_status_with_title_news_address_and_hashtags() =>
        Writer(500).Thread(["One.", "Two."]).ShouldBe([$"Week 20 in Packit\n\n• One.\n• Two.\n\n{Link}\n#packit"]);

    [Fact]
    public void What_does_not_fit_becomes_a_numbered_thread_with_the_address_in_its_first_status()
    {
        string first = new('a', 100);
        string second = new('b', 100);

        IReadOnlyList<string> parts = Writer(190).Thread([first, second]);

        parts.ShouldBe([$"Week 20 in Packit\n\n• {first}\n\n{Link}\n#packit\n\n(1/2)", $"• {second}\n\n(2/2)"]);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(200)]
    [InlineData(300)]
    [InlineData(500)]
    public void No_status_is_too_long_and_no_word_is_cut_or_lost(int limit)
    {
        PostLimits limits = new(limit, 23);

        IReadOnlyList<string> parts = Writer(limit).Thread([Long, "See https://packit.dev/docs/a/very/long/path/that/must/not/be/cut/anywhere now.", Long]);

        parts.ShouldAllBe(part => PostLength.Of(part, limits) <= limit);
        string[] words = [.. parts.SelectMany(part => part[..part.LastIndexOf('(')].Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)).Where(word => word.StartsWith("word", StringComparison.Ordinal))];
        words.ShouldBe([.. Long.Split(' '), .. Long.Split(' ')]);
        parts.Count(part => part.Contains("anywhere", StringComparison.Ordinal)).ShouldBe(1);
        parts.Count(part => part.Contains(Link, StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public void Over_the_week_each_status_stands_alone_and_a_long_one_ends_between_words()
    {
        IReadOnlyList<string> parts = Writer(140).Each(["Short news.", Long]);

        parts[0].ShouldBe($"Week 20 in Packit\n\nShort news.\n\n{Link}\n#packit");
        PostLength.Of(parts[1], new PostLimits(140, 23)).ShouldBeLessThanOrEqualTo(140);
        parts[1].ShouldMatch(@"word\d+…");
        parts[1].ShouldEndWith($"{Link}\n#packit");
    }

    [Fact]
    public void A_word_that_is_too_long_for_a_status_is_refused_and_not_cut() =>
        Should.Throw<GuruException>(() => Writer(100).Thread([new string('x', 200)])).Failure.Id.ShouldBe("PostTooLong");

    private static PostWriter Writer(int limit) => new(new PostLimits(limit, 23), "Week 20 in Packit", $"{Link}\n#packit");
}
