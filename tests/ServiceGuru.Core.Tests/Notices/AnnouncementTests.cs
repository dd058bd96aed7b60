using ServiceGuru.Notices;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.Notices;

public sealed class AnnouncementTests
{
    private static readonly Failure Forbidden = new() { Id = "ChatForbidden", Kind = FailureKind.Unreachable, Message = "missing_scope" };

    private readonly NoticeWorld world = new();
    private readonly SetTopic operation = new();

    [Fact]
    public async Task Nothing_is_said_where_the_topic_shows_by_itself()
    {
        TopicReport report = await ReportAsync();

        world.Matrix.Said.ShouldBeEmpty();
        world.Slack.Said.ShouldBeEmpty();
        report.Channels.ShouldAllBe(channel => channel.Announcement == AnnouncementStatus.ByTopic);
    }

    [Fact]
    public async Task Where_the_change_leaves_nothing_in_the_channel_its_text_is_said_once()
    {
        world.Slack.Silent = true;
        Change announce = (await PlanAsync()).Changes[^1];

        TopicReport report = await ReportAsync();
        await operation.ApplyAsync(announce, world.Context, CancellationToken.None);

        world.Slack.Said.Values.ShouldBe([NoticeWorld.InProgress]);
        world.Matrix.Said.ShouldBeEmpty();
        report.Channels.Select(channel => channel.Announcement).ShouldBe([AnnouncementStatus.ByTopic, AnnouncementStatus.ByMessage]);
    }

    [Fact]
    public async Task An_emoji_that_comes_back_as_its_code_shows_the_topic_all_the_same()
    {
        world.Slack.Silent = true;
        world.Slack.Shown = NoticeWorld.InProgress.Replace("\u26a0\ufe0f", ":warning:", StringComparison.Ordinal);

        await ReportAsync();

        world.Slack.Said.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(TopicAnnouncement.Always, 1)]
    [InlineData(TopicAnnouncement.Never, 0)]
    public async Task The_definition_may_want_it_always_or_never(TopicAnnouncement mode, int messages)
    {
        world.Slack.Silent = mode == TopicAnnouncement.Never;
        ServiceDefinition service = world.Context.Service;
        OperationContext context = world.Context with { Service = service with { Channels = [.. service.Channels.Select(channel => channel with { Announce = mode })] } };

        Conclusion conclusion = await Tests.Branches.TestWorld.RunAsync(operation, new SetTopicRequest(), context);

        conclusion.Failure.ShouldBeNull();
        world.Slack.Said.Count.ShouldBe(messages);
    }

    [Fact]
    public async Task Who_may_not_read_back_says_it_rather_than_not()
    {
        world.Slack.Blind = Forbidden;

        await ReportAsync();

        world.Slack.Said.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_message_that_could_not_be_sent_is_told_and_the_topic_counts_as_set()
    {
        world.Slack.Silent = true;
        world.Slack.Mute = Forbidden;

        TopicReport report = await ReportAsync();

        ChannelTopic slack = report.Channels.Single(channel => channel.Channel == "slack");
        slack.Status.ShouldBe(TopicStatus.Set);
        slack.Announcement.ShouldBe(AnnouncementStatus.NotSent);
        slack.Problem.ShouldNotBeNull().Id.ShouldBe("TopicNotAnnounced");
        slack.Problem.Cause.ShouldNotBeNull().ShouldContain("missing_scope");
        slack.Problem.NextAction.ShouldNotBeNull().ShouldContain("guru message send");
    }

    [Fact]
    public async Task A_probe_finds_the_message_by_its_key()
    {
        world.Slack.Silent = true;
        Change announce = (await PlanAsync()).Changes[^1];

        (await operation.ProbeAsync(announce, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await ReportAsync();
        (await operation.ProbeAsync(announce, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        (await operation.ProbeAsync(announce, world.Context with { RunId = "another" }, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
    }

    [Fact]
    public async Task Nothing_is_said_of_a_topic_that_is_not_there()
    {
        Change announce = (await PlanAsync()).Changes[^1];

        GuruException refused = await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(announce, world.Context, CancellationToken.None));

        refused.Failure.Id.ShouldBe("TopicNotAnnounced");
        world.Slack.Said.ShouldBeEmpty();
    }

    private Task<Plan> PlanAsync() => operation.PlanAsync(new SetTopicRequest(), world.Context, CancellationToken.None);

    private async Task<TopicReport> ReportAsync()
    {
        Conclusion conclusion = await world.RunAsync(operation, new SetTopicRequest());
        conclusion.Failure.ShouldBeNull();
        return (TopicReport)conclusion.Output;
    }
}
