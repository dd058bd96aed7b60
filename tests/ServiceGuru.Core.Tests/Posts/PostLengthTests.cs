using ServiceGuru.Posts;

namespace ServiceGuru.Tests.Posts;

public sealed class PostLengthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("naïve 👩‍👩‍👧‍👦🇨🇿", 8)]
    [InlineData("e\u0301", 1)]
    [InlineData("See https://packit.dev/posts/weekly/2026/week-20", 27)]
    [InlineData("See http://a.io.", 28)]
    [InlineData("(https://packit.dev/docs)", 25)]
    [InlineData("http://localhost:8080/x", 23)]
    [InlineData("@packit@fosstodon.org hi", 10)]
    [InlineData("@packit hi", 10)]
    [InlineData("mail@example.org", 16)]
    public void Counts_as_an_instance_does(string text, int length) => PostLength.Of(text, new PostLimits(500, 23)).ShouldBe(length);

    [Fact]
    public void An_address_counts_what_the_instance_says() => PostLength.Of("https://packit.dev/x", new PostLimits(500, 30)).ShouldBe(30);
}
