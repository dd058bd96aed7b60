using ServiceGuru.Notices;
using ServiceGuru.Operations;

namespace ServiceGuru.Tests.Notices;

public sealed class SendMessageTests
{
    private readonly NoticeWorld world = new();
    private readonly SendMessage operation = new();

    [Fact]
    public async Task Every_channel_gets_the_text_under_its_own_key()
    {
        Conclusion conclusion = await world.RunAsync(operation, new SendMessageRequest { Text = "Back at 15:00 UTC" });

        conclusion.Failure.ShouldBeNull();
        world.Matrix.Said.ShouldBe(new Dictionary<string, string> { ["run-1-operation-matrix"] = "Back at 15:00 UTC" });
        world.Slack.Said.Keys.ShouldBe(["run-1-operation-slack"]);
        ((MessageReport)conclusion.Output).Messages.ShouldAllBe(message => message.Status == MessageStatus.Sent && message.Id != null);
    }

    [Fact]
    public async Task A_later_attempt_says_nothing_twice()
    {
        world.Matrix.DropsRepeatedMessages = true;

        await world.RunAsync(operation, new SendMessageRequest { Message = "in-progress" });
        await world.RunAsync(operation, new SendMessageRequest { Message = "in-progress" });

        world.Matrix.Said.Values.ShouldBe([NoticeWorld.InProgress]);
        world.Slack.Said.Values.ShouldBe([NoticeWorld.InProgress]);
    }

    [Fact]
    public async Task A_channel_that_can_not_take_it_blocks_before_the_first_message()
    {
        world.Slack.MaxMessageLength = 10;
        world.Matrix.Down = true;

        Plan plan = await operation.PlanAsync(new SendMessageRequest { Text = "longer than ten" }, world.Context, CancellationToken.None);

        plan.Blockers.Select(blocker => (blocker.Target, blocker.Id)).ShouldBe([("matrix", "ChatUnreachable"), ("slack", "MessageTooLong")]);
        plan.Changes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_probe_looks_for_the_key()
    {
        Change change = (await operation.PlanAsync(new SendMessageRequest { Text = "x" }, world.Context, CancellationToken.None)).Changes[1];

        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, world.Context, CancellationToken.None);
        (await operation.ProbeAsync(change, world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
    }

    [Theory]
    [InlineData(null, null, "MessageMissing")]
    [InlineData(null, "  ", "MessageMissing")]
    [InlineData("in-progress", "x", "TopicAmbiguous")]
    [InlineData("nothing", null, "UnknownTopic")]
    public void What_is_to_be_said_must_be_clear(string? name, string? text, string id) =>
        Should.Throw<GuruException>(() => operation.Check(new SendMessageRequest { Message = name, Text = text }, world.Context.Service)).Failure.Id.ShouldBe(id);

    [Fact]
    public void Who_gives_no_text_is_not_told_of_an_option_that_is_not_there() =>
        Should.Throw<GuruException>(() => operation.Check(new SendMessageRequest(), world.Context.Service)).Failure.NextAction.ShouldNotBeNull().ShouldNotContain("--text");

    [Fact]
    public void A_long_text_in_the_place_of_a_name_is_not_repeated_whole()
    {
        Failure failure = Should.Throw<GuruException>(() => new SetTopic().Check(new SetTopicRequest { Message = new string('x', 9_000) + " y" }, world.Context.Service)).Failure;

        failure.Message.Length.ShouldBeLessThan(200);
        failure.NextAction.ShouldNotBeNull().ShouldContain("--text");
    }
}
