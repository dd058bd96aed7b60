using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Time;

namespace ServiceGuru.Rooms;

/// <summary>A gate of a run and the room in which it is asked.</summary>
public sealed class RoomGateTests : IDisposable
{
    private readonly TestBench _bench = new();
    private readonly FakeRoom _room = new();

    public RoomGateTests()
    {
        ChannelDefinition channel = new() { Name = "team", Kind = ChannelKind.Matrix, Room = "!a:example.org" };
        _bench.Service = new ServiceDefinition
        {
            Name = "test",
            Channels = [channel],
            People =
            [
                new PersonDefinition { Id = "laura", Matrix = "@laura:example.org", Logins = ["laura"] },
                new PersonDefinition { Id = "maja", Matrix = "@maja:example.org" },
            ],
        };
        _bench.AnswerSources = [new RoomAnswers(_bench.Service, channel, _room)];
    }

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_yes_that_is_taken_back_opens_nothing_and_can_be_given_again()
    {
        Task<RunState> run = StartAsync("need: 2");
        _room.Reacts("@laura:example.org", "👍");
        await UntilAsync(record => record.Event is GateAnswered);
        RoomReply yes = _room.Replies.Single();
        _room.Replies = [];
        await UntilAsync(record => record.Event is GateAnswerTakenBack { By: "matrix:@laura:example.org" });
        _room.Reacts("@maja:example.org", "👍");
        await UntilAsync(record => record.Event is GateAnswered { Person: "maja" });
        run.IsCompleted.ShouldBeFalse("only one of two stands by the yes");
        _room.Replies = [.. _room.Replies, yes];

        RunState state = await EndAsync(run);

        state.Status.ShouldBe(RunStatus.Succeeded, state.Failure?.ToString());
        state.Step("go").Answers.Select(answer => answer.Person).ShouldBe(["maja", "laura"]);
    }

    [Fact]
    public async Task What_cannot_be_read_takes_no_yes_back()
    {
        Task<RunState> run = StartAsync("need: 2");
        _room.Reacts("@laura:example.org", "👍");
        await UntilAsync(record => record.Event is GateAnswered);
        int reads = _room.Reads;
        _room.Down = new Failure { Id = "ChatUnreachable", Message = "down" };
        _room.Replies = [];
        await UntilAsync(_ => _room.Reads >= reads + 3);
        _room.Down = null;
        _room.Reacts("@laura:example.org", "👍");
        _room.Reacts("@maja:example.org", "👍");

        (await EndAsync(run)).Status.ShouldBe(RunStatus.Succeeded);
        _bench.Records.ShouldNotContain(record => record.Event is GateAnswerTakenBack);
    }

    [Fact]
    public async Task Who_may_not_approve_is_told_why_below_the_question_once()
    {
        Task<RunState> run = StartAsync("approvers: [laura], deadline: 5m");
        _room.Says("@maja:example.org", "yes");

        RunState state = await EndAsync(run);

        state.Failure!.Id.ShouldBe("GateExpired");
        _room.Sent.Select(one => one.Text).Where(text => text.StartsWith("maja: your answer does not count. maja is not among those", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task An_answer_that_did_not_count_can_be_taken_back_and_given_again()
    {
        Task<RunState> run = StartAsync("need: 2, inputs: { ticket: { required: true } }");
        _room.Reacts("@maja:example.org", "👍");
        await UntilAsync(record => record.Event is GateAnswered { Person: "maja", Refused: not null });
        _room.Replies = [];
        await UntilAsync(record => record.Event is GateAnswerTakenBack);
        _room.Says("@laura:example.org", "yes ticket=OPS-7");
        await UntilAsync(record => record.Event is GateAnswered { Person: "laura" });
        _room.Reacts("@maja:example.org", "👍");

        (await EndAsync(run)).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_so_and_asks_anew_when_it_goes_on()
    {
        Task<RunState> run = StartAsync("need: 2");
        _room.Reacts("@laura:example.org", "👍");
        await UntilAsync(record => record.Event is GateAnswered);
        string id = (await _bench.Journal.ListAsync(CancellationToken.None)).Single();
        await _bench.Journal.PostAsync(id, new StopRequest("laura", null), CancellationToken.None);
        (await EndAsync(run)).Status.ShouldBe(RunStatus.Stopped);
        _room.Sent[^1].Text.ShouldContain("laura stopped the run");

        _room.Replies = [];
        Task<RunState> again = _bench.ResumeAsync(id);
        _room.Says("@maja:example.org", "no");
        RunState state = await EndAsync(again);

        state.Failure!.Id.ShouldBe("GateDenied");
        _room.Sent.Count(one => one.Below is null).ShouldBe(2);
    }

    [Fact]
    public async Task People_are_reminded_below_the_question_and_the_deadline_is_told_there()
    {
        await EndAsync(StartAsync("remind: 10m, deadline: 25m"));

        _room.Sent.Select(one => one.Below is null).ShouldBe([true, false, false, false]);
        _room.Sent.Select(one => one.Key.Split('-')[^2]).ShouldBe(["opened", "remind1", "remind2", "closed"]);
        _room.Sent[^1].Text.ShouldContain("Nobody answered");
    }

    [Fact]
    public async Task A_room_that_comes_back_asks_then()
    {
        _room.Down = new Failure { Id = "ChatUnreachable", Message = "down" };
        Task<RunState> run = StartAsync("need: 1");
        await UntilAsync(record => record.Event is GateOpened);
        Clock.Advance(TimeSpan.FromSeconds(10));
        _room.Down = null;
        _room.Says("@laura:example.org", "yes");

        (await EndAsync(run)).Status.ShouldBe(RunStatus.Succeeded);
        _room.Sent.Count(one => one.Below is null).ShouldBe(1);
    }

    private Task<RunState> StartAsync(string terms) => _bench.RunAsync(
        $"{{ name: gate, steps: [ {{ id: go, uses: gate/approval, with: {{ question: Safe?, notify: [team], {terms} }} }} ] }}");

    private Task<RunState> EndAsync(Task<RunState> run) => Clock.RunAsync(run);

    // Lets the clock run until the newest record is there.
    private async Task UntilAsync(Func<LedgerRecord, bool> seen)
    {
        while (!_bench.Records.Any(seen))
        {
            await Clock.WaitForTimerAsync();
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }
}
