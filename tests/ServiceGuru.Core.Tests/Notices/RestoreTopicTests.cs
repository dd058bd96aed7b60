using ServiceGuru.Notices;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Notices;

public sealed class RestoreTopicTests
{
    private readonly NoticeWorld world = new();
    private readonly SetTopic set = new();
    private readonly RestoreTopic restore = new();

    [Fact]
    public async Task The_exact_old_topics_come_back()
    {
        world.Matrix.Topic = " odd \u00a0 <topic> & :emoji: ";
        await world.RunAsync(set, new SetTopicRequest());

        Conclusion conclusion = await world.RunAsync(restore, new RestoreTopicRequest());

        conclusion.Failure.ShouldBeNull();
        world.Matrix.Topic.ShouldBe(" odd \u00a0 <topic> & :emoji: ");
        world.Slack.Topic.ShouldBe("Ask us anything");
        ((TopicReport)conclusion.Output).Channels.Select(channel => channel.Status).ShouldBe([TopicStatus.Restored, TopicStatus.Restored]);
    }

    [Fact]
    public async Task A_topic_set_twice_goes_back_to_what_was_before_the_first()
    {
        await world.RunAsync(set, new SetTopicRequest());
        await world.RunAsync(set, new SetTopicRequest { Text = "Still at it" });

        await world.RunAsync(restore, new RestoreTopicRequest());

        world.Matrix.Topic.ShouldBe("Packit | https://packit.dev");
        world.Slack.Topic.ShouldBe("Ask us anything");
    }

    [Fact]
    public async Task A_topic_that_people_set_between_two_of_ours_is_the_one_that_comes_back()
    {
        await world.RunAsync(set, new SetTopicRequest());
        world.Matrix.Topic = "News from people";
        await world.RunAsync(set, new SetTopicRequest { Text = "Again" });

        await world.RunAsync(restore, new RestoreTopicRequest { Channels = ["matrix"] });

        world.Matrix.Topic.ShouldBe("News from people");
    }

    [Fact]
    public async Task A_topic_of_ours_that_was_undone_after_another_was_set_over_it_does_not_come_back()
    {
        string original = world.Matrix.Topic;
        await world.RunAsync(set, new SetTopicRequest { Text = "One", Channels = ["matrix"] });
        world.Record(TopicChanges.Set("matrix", "One", "Two", 1));
        world.Record(TopicChanges.Restore("matrix", "Two", "One", "1"));
        world.Record(TopicChanges.Set("matrix", "Two", "One", 1));

        await world.RunAsync(restore, new RestoreTopicRequest { Channels = ["matrix"] });

        world.Matrix.Topic.ShouldBe(original);
    }

    [Fact]
    public async Task What_was_put_back_is_not_put_back_again()
    {
        await world.RunAsync(set, new SetTopicRequest());
        await world.RunAsync(restore, new RestoreTopicRequest());
        world.Matrix.Topic = "A new one of people";

        Plan plan = await PlanAsync();

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldAllBe(note => note.Text.StartsWith("nothing to restore"));
    }

    [Fact]
    public async Task Without_a_record_there_is_nothing_to_restore_and_no_channel_is_asked()
    {
        world.Matrix.Down = true;

        Plan plan = await PlanAsync();

        plan.Blockers.ShouldBeEmpty();
        plan.Changes.ShouldBeEmpty();
        plan.Notes.Select(note => note.Text).ShouldBe(["nothing to restore now: no topic of ours is on record", "nothing to restore now: no topic of ours is on record"]);
    }

    [Fact]
    public async Task A_topic_that_is_back_by_hand_is_a_note()
    {
        await world.RunAsync(set, new SetTopicRequest());
        world.Matrix.Topic = "Packit | https://packit.dev";

        Plan plan = await PlanAsync();

        plan.Changes.ShouldHaveSingleItem().Target.ShouldBe("slack");
        plan.Notes.ShouldHaveSingleItem().Target.ShouldBe("matrix");
    }

    [Fact]
    public async Task A_topic_that_somebody_changed_is_left_alone_and_the_other_channel_is_restored()
    {
        await world.RunAsync(set, new SetTopicRequest());
        world.Matrix.Topic = "Outage of copr";

        Plan plan = await PlanAsync();
        Conclusion conclusion = await world.RunAsync(restore, new RestoreTopicRequest());

        plan.Notes.ShouldHaveSingleItem().Text.ShouldContain("left alone");
        world.Matrix.Topic.ShouldBe("Outage of copr");
        world.Slack.Topic.ShouldBe("Ask us anything");
        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("TopicChangedMeanwhile");
        conclusion.Failure.Kind.ShouldBe(FailureKind.Refused);
        ((TopicReport)conclusion.Output).Channels.Select(channel => channel.Status).ShouldBe([TopicStatus.Failed, TopicStatus.Restored]);
    }

    [Fact]
    public async Task A_channel_that_can_not_be_read_is_told_and_does_not_keep_the_others_from_being_restored()
    {
        await world.RunAsync(set, new SetTopicRequest());
        world.Matrix.Down = true;

        Plan plan = await PlanAsync();
        Conclusion conclusion = await world.RunAsync(restore, new RestoreTopicRequest());

        plan.Notes.ShouldHaveSingleItem().Text.ShouldContain("tried all the same");
        world.Slack.Topic.ShouldBe("Ask us anything");
        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("ChatUnreachable");
        conclusion.Failure.Kind.ShouldBe(FailureKind.Unreachable);
        ((TopicReport)conclusion.Output).Channels.Select(channel => channel.Status).ShouldBe([TopicStatus.Failed, TopicStatus.Restored]);
    }

    [Fact]
    public async Task A_topic_of_somebody_else_is_replaced_only_where_that_is_asked_for_and_as_a_destructive_change()
    {
        await world.RunAsync(set, new SetTopicRequest());
        world.Matrix.Topic = "Outage of copr";
        RestoreTopicRequest request = new() { Overwrite = true };

        Plan plan = await restore.PlanAsync(request, world.Context, CancellationToken.None);
        Conclusion conclusion = await world.RunAsync(restore, request);

        plan.Changes.Select(change => change.Destructive).ShouldBe([true, false]);
        plan.Changes[0].Summary.ShouldContain("Outage of copr");
        conclusion.Failure.ShouldBeNull();
        world.Matrix.Topic.ShouldBe("Packit | https://packit.dev");
    }

    [Fact]
    public async Task A_topic_that_differs_only_in_an_entity_that_people_wrote_is_put_back_all_the_same()
    {
        world.Slack.Topic = "Write &amp; for an ampersand";
        await world.RunAsync(set, new SetTopicRequest { Text = "Write & for an ampersand" });

        await world.RunAsync(restore, new RestoreTopicRequest());

        world.Slack.Topic.ShouldBe("Write &amp; for an ampersand");
    }

    [Fact]
    public async Task An_earlier_run_that_broke_off_is_cleaned_up_after()
    {
        world.Matrix.Topic = NoticeWorld.Redeploying;
        world.Record(new Change { Id = "1", Kind = "set-topic", Target = "matrix", From = "Long ago", To = NoticeWorld.Redeploying, Summary = "s", Effect = EffectContract.Convergent });
        await world.RunAsync(set, new SetTopicRequest());

        await world.RunAsync(restore, new RestoreTopicRequest());

        world.Matrix.Topic.ShouldBe("Long ago");
    }

    [Fact]
    public async Task Emoji_that_Slack_gives_back_as_short_codes_are_no_change_by_somebody()
    {
        world.Slack.Rendering = topic => topic.Replace("\u26a0\ufe0f", ":warning:", StringComparison.Ordinal);
        await world.RunAsync(set, new SetTopicRequest());

        Conclusion conclusion = await world.RunAsync(restore, new RestoreTopicRequest());

        conclusion.Failure.ShouldBeNull();
        world.Slack.Topic.ShouldBe("Ask us anything");
    }

    private Task<Plan> PlanAsync() => restore.PlanAsync(new RestoreTopicRequest(), world.Context, CancellationToken.None);
}
