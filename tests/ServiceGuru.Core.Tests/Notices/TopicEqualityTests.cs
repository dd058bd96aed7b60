using ServiceGuru.Notices;

namespace ServiceGuru.Tests.Notices;

public sealed class TopicEqualityTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("\u26a0\ufe0f Redeploying \u26a0\ufe0f", ":warning: Redeploying :warning:")]
    [InlineData("\u26a0\ufe0f\u26a0\ufe0f", ":warning::warning:")]
    public void The_same_topic_as_chats_give_it_back_is_the_same(string set, string read)
    {
        TopicEquality.Same(set, read).ShouldBeTrue();
        TopicEquality.Same(read, set).ShouldBeTrue();
    }

    [Theory]
    [InlineData("\U0001F7E2 up", "\U0001F534 up")]
    [InlineData(":green_circle: up", ":red_circle: up")]
    [InlineData("at 10:30:45", "at 10:31:45")]
    [InlineData("x up", ":red_circle: up")]
    [InlineData("R & D", "R &amp; D")]
    [InlineData("Up", "up")]
    [InlineData("up", null)]
    [InlineData("", "up")]
    public void Different_topics_are_different(string left, string? right) => TopicEquality.Same(left, right).ShouldBeFalse();
}
