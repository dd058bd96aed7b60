using ServiceGuru.Notices;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Notices;

public sealed class SetTopicTests
{
    private readonly NoticeWorld world = new();
    private readonly SetTopic operation = new();

    [Fact]
    public async Task The_change_keeps_the_exact_old_topic()
    {
        world.Matrix.Topic = "  Packit \n two  spaces ";

        Plan plan = await PlanAsync(new SetTopicRequest());

        plan.Changes[0].Kind.ShouldBe("set-topic");
        plan.Changes[0].From.ShouldBe("  Packit \n two  spaces ");
        plan.Changes[0].To.ShouldBe(NoticeWorld.Redeploying);
        plan.Changes[0].Effect.ShouldBe(EffectContract.Convergent);
        plan.Changes[0].Destructive.ShouldBeFalse();
        world.Matrix.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task Slack_gets_the_shorter_text_because_the_long_one_does_not_fit()
    {
        NoticeWorld.Redeploying.Length.ShouldBeGreaterThan(250);

        Conclusion conclusion = await world.RunAsync(operation, new SetTopicRequest());

        conclusion.Failure.ShouldBeNull();
        world.Matrix.Topic.ShouldBe(NoticeWorld.Redeploying);
        world.Slack.Topic.ShouldBe(NoticeWorld.InProgress);
        ((TopicReport)conclusion.Output).Channels.ShouldBe([
            new ChannelTopic { Channel = "matrix", Previous = "Packit | https://packit.dev", Topic = NoticeWorld.Redeploying, Status = TopicStatus.Set, Announcement = AnnouncementStatus.ByTopic },
            new ChannelTopic { Channel = "slack", Previous = "Ask us anything", Topic = NoticeWorld.InProgress, Status = TopicStatus.Set, Announcement = AnnouncementStatus.ByTopic },
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    [InlineData("redeploying\u001b[2J")]
    public void A_text_that_nobody_can_read_is_refused(string text) =>
        Should.Throw<GuruException>(() => operation.Check(new SetTopicRequest { Text = text }, world.Context.Service)).Failure.Id.ShouldBe("InvalidText");

    [Theory]
    [InlineData(250, true)]
    [InlineData(251, false)]
    public async Task A_text_of_exactly_the_limit_fits(int length, bool fits)
    {
        string text = new('x', length);

        Plan plan = await PlanAsync(new SetTopicRequest { Text = text });

        plan.Changes.First(change => change.Target == "slack").To.ShouldBe(fits ? text : NoticeWorld.InProgress);
    }

    [Fact]
    public async Task Without_a_text_that_fits_the_plan_is_blocked_before_anything_is_sent()
    {
        NoticeWorld bare = new(new Dictionary<string, string> { ["redeploying"] = NoticeWorld.Redeploying, ["brief"] = "Redeploying" });

        Plan plan = await operation.PlanAsync(new SetTopicRequest(), bare.Context, CancellationToken.None);

        Failure blocker = plan.Blockers.ShouldHaveSingleItem();
        blocker.Id.ShouldBe("TopicTooLong");
        blocker.Target.ShouldBe("slack");
        blocker.NextAction.ShouldNotBeNull().ShouldContain("brief");
        blocker.NextAction.ShouldNotContain("redeploying");
        plan.Changes.ShouldAllBe(change => change.Target == "matrix");
    }

    [Fact]
    public async Task The_named_fallback_is_used()
    {
        NoticeWorld bare = new(new Dictionary<string, string> { ["redeploying"] = NoticeWorld.Redeploying, ["brief"] = "Redeploying" });

        Plan plan = await operation.PlanAsync(new SetTopicRequest { Fallback = "brief" }, bare.Context, CancellationToken.None);

        plan.Blockers.ShouldBeEmpty();
        plan.Changes.Take(2).Select(change => change.To).ShouldBe([NoticeWorld.Redeploying, "Redeploying"]);
    }

    [Fact]
    public async Task A_topic_that_is_there_already_is_a_note()
    {
        world.Matrix.Topic = NoticeWorld.InProgress;

        Plan plan = await PlanAsync(new SetTopicRequest { Message = "in-progress" });

        plan.Notes.ShouldHaveSingleItem().Target.ShouldBe("matrix");
        plan.Changes.Select(change => change.Id).ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task The_report_tells_a_topic_that_was_there_already()
    {
        world.Matrix.Topic = NoticeWorld.InProgress;

        Conclusion conclusion = await world.RunAsync(operation, new SetTopicRequest { Message = "in-progress" });

        ((TopicReport)conclusion.Output).Channels.Select(channel => channel.Status).ShouldBe([TopicStatus.AlreadySet, TopicStatus.Set]);
    }

    [Fact]
    public async Task An_unreachable_channel_blocks_with_its_failure()
    {
        world.Matrix.Down = true;

        Plan plan = await PlanAsync(new SetTopicRequest());

        Failure blocker = plan.Blockers.ShouldHaveSingleItem();
        blocker.Id.ShouldBe("ChatUnreachable");
        blocker.Kind.ShouldBe(FailureKind.Unreachable);
        blocker.Target.ShouldBe("matrix");
        operation.Forecast(new SetTopicRequest(), plan).ShouldBeNull();
    }

    [Fact]
    public async Task Applying_twice_writes_once()
    {
        Change change = (await PlanAsync(new SetTopicRequest())).Changes[0];

        await operation.ApplyAsync(change, world.Context, CancellationToken.None);
        await operation.ApplyAsync(change, world.Context, CancellationToken.None);

        world.Matrix.Written.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_topic_that_changed_after_the_plan_is_not_lost()
    {
        Change change = (await PlanAsync(new SetTopicRequest())).Changes[0];
        world.Matrix.Topic = "Outage of copr, see status page";

        GuruException exception = await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, world.Context, CancellationToken.None));

        exception.Failure.Id.ShouldBe("TopicChangedMeanwhile");
        world.Matrix.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_probe_reads_the_topic()
    {
        Change change = (await PlanAsync(new SetTopicRequest())).Changes[0];

        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        world.Matrix.Topic = NoticeWorld.Redeploying;
        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        world.Matrix.Topic = "Else";
        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Unknown);
    }

    [Fact]
    public async Task Undoing_puts_the_old_topic_back()
    {
        Change change = (await PlanAsync(new SetTopicRequest())).Changes[0];
        await operation.ApplyAsync(change, world.Context, CancellationToken.None);

        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();
        await operation.ApplyAsync(undo, world.Context, CancellationToken.None);

        undo.Kind.ShouldBe("restore-topic");
        world.Matrix.Topic.ShouldBe("Packit | https://packit.dev");
        operation.Revert(new ChangeResult { Change = undo, Status = ChangeStatus.Applied }).ShouldBeNull();
    }

    [Fact]
    public async Task Undoing_leaves_a_topic_alone_that_somebody_changed_and_tells_both()
    {
        Change change = (await PlanAsync(new SetTopicRequest())).Changes[0];
        await operation.ApplyAsync(change, world.Context, CancellationToken.None);
        world.Matrix.Topic = "Outage";
        Change undo = operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }).ShouldNotBeNull();

        GuruException exception = await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(undo, world.Context, CancellationToken.None));

        exception.Failure.Id.ShouldBe("TopicChangedMeanwhile");
        exception.Failure.Kind.ShouldBe(FailureKind.Refused);
        exception.Failure.Evidence.ShouldContain("found: Outage");
        exception.Failure.Evidence.ShouldContain($"expected: {NoticeWorld.Redeploying}");
        world.Matrix.Topic.ShouldBe("Outage");
    }

    [Fact]
    public async Task Over_two_attempts_the_first_old_topic_is_told()
    {
        Change first = (await PlanAsync(new SetTopicRequest { Text = "One", Channels = ["matrix"] })).Changes[0];
        Change second = first with { From = "One", To = "Two" };
        ChangeResult[] results = [new() { Change = first, Status = ChangeStatus.Applied }, new() { Change = second, Status = ChangeStatus.Declined }];

        Conclusion conclusion = await operation.ConcludeAsync(new SetTopicRequest { Channels = ["matrix"] }, results, world.Context, CancellationToken.None);

        conclusion.Failure.ShouldBeNull();
        ((TopicReport)conclusion.Output).Channels.ShouldHaveSingleItem()
            .ShouldBe(new ChannelTopic { Channel = "matrix", Previous = "Packit | https://packit.dev", Topic = "One", Status = TopicStatus.Declined });
    }

    [Fact]
    public async Task The_forecast_is_what_is_then_reported()
    {
        Plan plan = await PlanAsync(new SetTopicRequest());
        TopicReport forecast = operation.Forecast(new SetTopicRequest(), plan).ShouldNotBeNull();

        Conclusion conclusion = await world.RunAsync(operation, new SetTopicRequest());

        forecast.Channels.ShouldBe(((TopicReport)conclusion.Output).Channels.Select(channel => channel with { Announcement = AnnouncementStatus.None }), "how readers learn of it shows only then");
    }

    [Fact]
    public async Task Wrong_names_are_wrong_usage_and_tell_the_near_one()
    {
        Failure topic = (await Should.ThrowAsync<GuruException>(() => PlanAsync(new SetTopicRequest { Message = "in-progres" }))).Failure;
        Failure channel = (await Should.ThrowAsync<GuruException>(() => PlanAsync(new SetTopicRequest { Channels = ["slak"] }))).Failure;
        Failure both = (await Should.ThrowAsync<GuruException>(() => PlanAsync(new SetTopicRequest { Message = "in-progress", Text = "x" }))).Failure;

        (topic.Id, channel.Id, both.Id).ShouldBe(("UnknownTopic", "UnknownChannel", "TopicAmbiguous"));
        topic.Message.ShouldContain("'in-progress'");
        channel.Message.ShouldContain("'slack'");
        new[] { topic.Kind, channel.Kind, both.Kind }.ShouldAllBe(kind => kind == FailureKind.Usage);
    }

    private Task<Plan> PlanAsync(SetTopicRequest request) => operation.PlanAsync(request, world.Context, CancellationToken.None);
}
