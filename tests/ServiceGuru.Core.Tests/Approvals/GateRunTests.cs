using System.Text.Json.Nodes;
using NSubstitute;
using ServiceGuru.Documents;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Tests.Notices;
using ServiceGuru.Time;

namespace ServiceGuru.Approvals;

/// <summary>Gates in a run, with a journal and a mailbox.</summary>
public sealed partial class GateRunTests : IDisposable
{
    private readonly TestBench _bench = new() { Service = Team.Service };
    private readonly Channel _room = new("topic") { DropsRepeatedMessages = true };

    private readonly MortalLedger _mortal;

    public GateRunTests()
    {
        _bench.Connections.Channel(Arg.Any<ChannelDefinition>()).Returns(_room);
        _mortal = new MortalLedger(_bench.Journal);
    }

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Two_of_the_team_open_it_and_their_values_reach_the_next_step()
    {
        Task<RunState> run = _bench.RunAsync(Book(
            "approvers: [on-call], need: 2, inputs: { why: { required: true }, count: { type: integer } }", "\"${{ steps.go.output.values.why }} (${{ steps.go.output.values.count }})\""));
        string id = await OpenAsync();
        await PostAsync(id, "annie@laptop", true, values: new JsonObject { ["why"] = "a fix", ["count"] = "3" });
        await PostAsync(id, "slack:U0BOB", true);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded, state.Failure?.ToString());
        state.Step("go").OutputAsJson()!.ToJsonString().ShouldBe("{\"approvers\":[\"ann\",\"bob\"],\"values\":{\"why\":\"a fix\",\"count\":3}}");
        _bench.World.Effects.ShouldBe(["a=a fix (3)"]);
    }

    [Fact]
    public async Task One_person_by_three_ways_is_one_and_what_does_not_count_is_recorded_with_its_reason()
    {
        Task<RunState> run = _bench.RunAsync(Book("approvers: [on-call], need: 2, deadline: 1h"));
        string id = await OpenAsync();
        foreach (string by in new[] { "ann@box", "annie", "matrix:@ann:fedora.im", "cid", "zoe", "" })
        {
            await PostAsync(id, by, true);
        }

        await PostAsync(id, "cid", false);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Failure!.Id.ShouldBe("GateExpired");
        state.Failure.Message.ShouldContain("ann said yes");
        state.Step("go").Answers.Select(answer => answer.Refused is null).ShouldBe([true, true, true, false, false, false, false]);
        state.Step("go").Answers.Select(answer => answer.Person).ShouldBe(["ann", "ann", "ann", "cid", null, null, "cid"]);
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_yes_is_taken_back_by_a_no_before_the_gate_closes()
    {
        Task<RunState> run = _bench.RunAsync(Book("approvers: [on-call], need: 2"));
        string id = await OpenAsync();
        await PostAsync(id, "ann@box", true);
        await AnsweredAsync(1);
        await PostAsync(id, "annie", false, "seen an alert");
        await PostAsync(id, "bob", true);
        await Clock.RunAsync(run);

        (await run).Failure!.Message.ShouldBe("ann said no at the gate 'go': seen an alert");
    }

    [Theory]
    [InlineData("approvers: [nobody]", "no team or person 'nobody'")]
    [InlineData("approvers: [on-call], need: 3", "only 2 may answer: ann, bob")]
    [InlineData("need: 4", "only 3 may answer")]
    [InlineData("notify: [matrx]", "Did you mean 'matrix'?")]
    public async Task What_could_never_be_held_is_refused_before_anything_starts(string terms, string mistake)
    {
        GuruException error = await Should.ThrowAsync<GuruException>(() => _bench.RunAsync(Book(terms)));

        error.Failure.Id.ShouldBe("InvalidGate");
        error.Failure.Kind.ShouldBe(FailureKind.Usage);
        error.Failure.Message.ShouldContain(mistake);
        error.Failure.Evidence.Single().ShouldMatch("^.+:[1-9][0-9]*:[1-9][0-9]*: InvalidGate: ");
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("need: 0", "need must be 1 or more")]
    [InlineData("remind: 5s", "remind must be 1m or more")]
    [InlineData("deadline: 0s", "deadline must be more")]
    [InlineData("inputs: { size: { type: choice } }", "needs values")]
    public void What_is_wrong_with_a_gate_in_itself_is_a_mistake_of_the_file(string terms, string mistake)
    {
        Diagnostic found = Should.Throw<InvalidDocumentException>(() => _bench.Read(Book(terms))).Diagnostics.Single();

        found.Id.ShouldBe("InvalidGate");
        found.Message.ShouldContain(mistake);
        found.Position.Line.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Without_people_nobody_could_hold_that_the_starter_does_not_approve()
    {
        _bench.Service = new ServiceDefinition { Name = "test" };

        (await Should.ThrowAsync<GuruException>(() => _bench.RunAsync(Book("selfApproval: false")))).Failure.Message.ShouldContain("needs people");
    }

    [Theory]
    [InlineData("tester", "on-call", "StarterUnknown")]
    [InlineData("ann@box", "ann", "GateOutOfReach")]
    public async Task A_run_whose_starter_leaves_too_few_people_does_not_start(string by, string approvers, string id)
    {
        GuruException error = await Should.ThrowAsync<GuruException>(() => StartAsync(by, $"approvers: [{approvers}], selfApproval: false"));

        error.Failure.Id.ShouldBe(id);
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_started_the_run_is_not_asked_and_does_not_count_by_another_identity_either()
    {
        bool asked = false;
        _bench.Answer = (_, _) =>
        {
            asked = true;
            return Task.FromResult<GateAnswer?>(null);
        };
        _bench.Here = "annie@laptop";
        Task<RunState> run = StartAsync("ann@box", "approvers: [on-call], selfApproval: false");
        string id = await OpenAsync();
        await PostAsync(id, "matrix:@ann:fedora.im", true);
        await AnsweredAsync(1);
        await PostAsync(id, "bob", true);
        await Clock.RunAsync(run);

        RunState state = await run;

        asked.ShouldBeFalse();
        _bench.Told.ShouldHaveSingleItem().ShouldContain("started or resumed");
        state.Step("go").Answers[0].Refused.ShouldNotBeNull().ShouldContain("ann started or resumed this run");
        state.Step("go").OutputAsJson()!["approvers"]!.ToJsonString().ShouldBe("[\"bob\"]");
    }

    [Fact]
    public async Task An_answer_left_before_the_gate_opened_counts_only_if_it_names_this_opening()
    {
        string id = await DeniedRunAsync();
        await PostAsync(id, "ann@box", true);
        await PostAsync(id, "ann@box", true, opening: 1);
        Task<RunState> again = _bench.ResumeAsync(id);
        await AnsweredAsync(2);
        await PostAsync(id, "bob", false, opening: 2);
        await Clock.RunAsync(again);

        RunState state = await again;

        state.Failure!.Id.ShouldBe("GateDenied");
        state.Step("go").Gate!.Opening.ShouldBe(2);
        state.Step("go").Answers.Select(answer => answer.Refused is null).ShouldBe([false, false, true]);
        state.Step("go").Answers[0].Refused.ShouldNotBeNull().ShouldContain("before anybody watched");
        state.Step("go").Answers[1].Refused.ShouldNotBeNull().ShouldContain("opening 1");
    }

    [Fact]
    public async Task An_answer_that_names_the_coming_opening_counts_when_it_comes()
    {
        string id = await DeniedRunAsync();
        await PostAsync(id, "ann@box", true, opening: 2);
        Task<RunState> again = _bench.ResumeAsync(id);
        await Clock.RunAsync(again);

        (await again).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task A_run_that_was_stopped_at_a_gate_asks_anew_and_forgets_the_yes()
    {
        using CancellationTokenSource stop = new();
        Task<RunState> run = _bench.RunAsync(Book("need: 2"), stop.Token);
        string id = await OpenAsync();
        await PostAsync(id, "ann@box", true);
        await AnsweredAsync(1);
        await stop.CancelAsync();
        (await run).Status.ShouldBe(RunStatus.Stopped);
        await PostAsync(id, "bob", true, opening: 1);

        Task<RunState> again = _bench.ResumeAsync(id);
        await AnsweredAsync(1);
        await PostAsync(id, "cid", false, opening: 2);
        await Clock.RunAsync(again);

        RunState state = await again;
        state.Failure!.Id.ShouldBe("GateDenied");
        state.Step("go").Answers.Select(answer => (answer.By, answer.Refused is null)).ShouldBe([("bob", false), ("cid", true)]);
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cancelled_run_closes_its_gate_with_a_no_and_what_comes_later_changes_nothing()
    {
        Task<RunState> run = _bench.RunAsync(Book("notify: [matrix]"));
        string id = await OpenAsync();
        await _bench.Journal.PostAsync(id, new CancelRequest("bob", "wrong week"), CancellationToken.None);
        await Clock.RunAsync(run);
        await PostAsync(id, "ann@box", true, opening: 1);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Cancelled);
        state.Step("go").Status.ShouldBe(StepStatus.Failed);
        _bench.World.Effects.ShouldBeEmpty();
        _room.Said.Last().Value.ShouldContain("bob cancelled the run");
    }

    [Fact]
    public async Task What_comes_after_the_deadline_while_nobody_watched_opens_nothing()
    {
        Task<RunState> run = MortalAsync("deadline: 1h");
        string id = await OpenAsync();
        await DieAsync(run);
        Clock.Advance(TimeSpan.FromHours(2));
        await PostAsync(id, "ann@box", true, opening: 1);

        Task<RunState> again = _bench.ResumeAsync(id);
        await Clock.RunAsync(again);

        RunState state = await again;
        state.Status.ShouldBe(RunStatus.Failed, string.Join("\n", _bench.Records.Select(record => record.Event)));
        state.Failure!.Id.ShouldBe("GateExpired");
        state.Step("go").Answers.Single().Refused.ShouldNotBeNull().ShouldContain("when the gate's deadline came");
    }

    [Fact]
    public async Task After_a_crash_the_same_opening_goes_on_and_the_channel_is_told_once()
    {
        Task<RunState> run = MortalAsync("need: 2, notify: [matrix]");
        string id = await OpenAsync();
        await PostAsync(id, "ann@box", true, opening: 1);
        await AnsweredAsync(1);
        await DieAsync(run);
        await PostAsync(id, "bob", true, opening: 1);

        Task<RunState> again = _bench.ResumeAsync(id);
        await Clock.RunAsync(again);

        RunState state = await again;
        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("go").Gate!.Opening.ShouldBe(1);
        _room.Said.Keys.ShouldBe([$"{id}-go-1-opened-matrix", $"{id}-go-1-closed-matrix"]);
        _room.Said.Values.First().ShouldContain($"guru approve {id} go");
        _room.Said.Values.Last().ShouldContain("ann, bob said yes");
    }

    [Fact]
    public async Task People_are_reminded_until_somebody_answers()
    {
        Task<RunState> run = _bench.RunAsync(Book("remind: 10m, deadline: 35m, notify: [matrix]"));
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Failure!.Id.ShouldBe("GateExpired");
        _bench.Records.Select(record => record.Event).OfType<GateReminded>().Count().ShouldBe(3);
        _room.Said.Keys.Select(key => key.Split('-')[^2]).ShouldBe(["opened", "remind1", "remind2", "remind3", "closed"]);
        _room.Said.Values.Last().ShouldContain("Nobody answered");
    }

    [Fact]
    public async Task A_channel_that_is_down_stops_no_gate()
    {
        _room.Mute = new Failure { Id = "ChatUnreachable", Kind = FailureKind.Unreachable, Message = "down" };
        Task<RunState> run = _bench.RunAsync(Book("notify: [matrix], remind: 1m"));
        string id = await OpenAsync();
        Clock.Advance(TimeSpan.FromMinutes(2));
        await PostAsync(id, "ann@box", true);
        await Clock.RunAsync(run);

        (await run).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task Answers_of_a_room_count_once_each_and_the_room_is_told_what_became_of_them()
    {
        FakeRoom room = new();
        _bench.AnswerSources = [room, new FakeRoom { Name = "elsewhere", Answers = [new GateAnswer("go", "bob", false, null) { Key = "x" }] }];
        Task<RunState> run = _bench.RunAsync(Book("approvers: [on-call], need: 2, notify: [matrix]"));
        string id = await OpenAsync();
        room.Answers = [Said("$1", "matrix:@ann:fedora.im"), Said("$2", "matrix:@mallory:fedora.im"), Said("$1", "matrix:@ann:fedora.im")];
        await AnsweredAsync(2);
        await PostAsync(id, "bob", true);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("go").Answers.Select(answer => (answer.By, answer.Via, answer.Refused is null)).ShouldBe(
            [("matrix:@ann:fedora.im", "matrix", true), ("matrix:@mallory:fedora.im", "matrix", false), ("bob", "command", true)]);
        room.Told.ShouldBe(["$1: ", "$2: 'matrix:@mallory:fedora.im' is no identity of anybody in the service definition; the gate asks ann, bob."]);
    }

    [Fact]
    public async Task A_room_that_can_not_be_read_is_no_answer_and_one_that_breaks_is_a_no()
    {
        FakeRoom room = new() { Trouble = () => new GuruException(new Failure { Id = "ChatUnreachable", Message = "down" }) };
        _bench.AnswerSources = [room];
        Task<RunState> run = _bench.RunAsync(Book("notify: [matrix]"));
        await OpenAsync();
        Clock.Advance(TimeSpan.FromSeconds(10));
        run.IsCompleted.ShouldBeFalse();
        room.Trouble = () => new InvalidOperationException("bug");
        await Clock.RunAsync(run);

        (await run).Status.ShouldBe(RunStatus.Failed);
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public void A_reference_to_a_value_that_the_gate_does_not_ask_for_is_a_mistake() =>
        Should.Throw<Documents.InvalidDocumentException>(() => _bench.Read(Book("inputs: { why: { } }", "\"${{ steps.go.output.values.wyh }}\"")))
            .Diagnostics.Single().Message.ShouldBe("the gate 'go' asks for no 'wyh'. Did you mean 'why'?");

    private static GateAnswer Said(string key, string by) => new("go", by, true, null) { Key = key, Opening = 1 };

    private static string Book(string terms, string value = "\"1\"") =>
        $"{{ name: gate, steps: [ {{ id: go, uses: gate/approval, with: {{ question: Safe?, {terms} }} }}, {{ id: set, uses: test/set, with: {{ values: {{ a: {value} }} }} }} ] }}";

    private async Task<RunState> StartAsync(string by, string terms) =>
        (await _bench.Session().RunAsync(_bench.Read(Book(terms)), _bench.Options with { By = by }, _bench, _bench, CancellationToken.None)).State;

    private async Task<string> DeniedRunAsync()
    {
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "bob", false, null));
        Task<RunState> run = _bench.RunAsync(Book("need: 1"));
        await Clock.RunAsync(run);
        _bench.Answer = (_, _) => Task.FromResult<GateAnswer?>(null);
        return (await run).Id;
    }

    private async Task<string> OpenAsync()
    {
        while (!_bench.Records.Any(record => record.Event is GateOpened))
        {
            await Task.Yield();
        }

        await Clock.WaitForTimerAsync();
        return (await _bench.Journal.ListAsync(CancellationToken.None)).Single();
    }

    // No two at the same instant: the mailbox is in the order of the clock.
    private Task PostAsync(string id, string by, bool yes, string? comment = null, int? opening = null, JsonObject? values = null)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        return _bench.Journal.PostAsync(id, new GateAnswer("go", by, yes, comment) { Opening = opening, Values = values, Via = "command" }, CancellationToken.None);
    }

    // Lets the clock run until so many answers are recorded since the newest opening.
    private async Task AnsweredAsync(int count)
    {
        while (_bench.Records.Reverse().TakeWhile(record => record.Event is not GateOpened).Count(record => record.Event is GateAnswered) < count)
        {
            await Clock.WaitForTimerAsync();
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }

    private async Task DieAsync(Task<RunState> run)
    {
        _mortal.Dead = true;
        (await Should.ThrowAsync<GuruException>(() => Clock.RunAsync(run))).Failure.Id.ShouldBe("LedgerUnwritable");
    }

    private async Task<RunState> MortalAsync(string terms) =>
        (await _bench.Session(_mortal).RunAsync(_bench.Read(Book(terms)), _bench.Options, _bench, _bench, CancellationToken.None)).State;
}
