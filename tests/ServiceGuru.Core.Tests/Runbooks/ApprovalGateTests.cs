using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

public sealed class ApprovalGateTests : IDisposable
{
    private const string OneGate = "{ name: gate, steps: [ { id: go, uses: gate/approval, with: { question: Safe?, deadline: 1h } }, { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }";

    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_yes_from_the_terminal_opens_the_gate()
    {
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "ann", true, null));
        Task<RunState> run = _bench.RunAsync(OneGate);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("go").OutputAsJson()!["approvers"]!.ToJsonString().ShouldBe("[\"ann\"]");
    }

    [Fact]
    public async Task One_no_closes_the_gate_and_nothing_is_done()
    {
        _bench.Answer = (gate, _) => Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "bob", false, "lunch"));
        Task<RunState> run = _bench.RunAsync(OneGate);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Failure!.Id.ShouldBe("GateDenied");
        state.Failure.Message.ShouldContain("bob said no");
        state.Failure.Message.ShouldContain("lunch");
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, "bob said no")]
    [InlineData(null, "Nobody answered")]
    public async Task A_no_at_an_optional_gate_leaves_out_what_needs_it_and_fails_nothing(bool? answer, string reason)
    {
        _bench.Answer = (gate, _) => Task.FromResult(answer is { } given ? new GateAnswer(gate.Step, "bob", given, null) : null);
        Task<RunState> run = _bench.RunAsync(OneGate.Replace("deadline: 1h", "deadline: 1h, optional: true"));
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("go").Status.ShouldBe(StepStatus.Skipped);
        state.Step("go").SkipReason.ShouldNotBeNull().ShouldContain(reason);
        state.Step("set").Status.ShouldBe(StepStatus.Skipped);
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobodys_answer_is_a_no_at_the_deadline()
    {
        Task<RunState> run = _bench.RunAsync(OneGate);
        await Clock.RunAsync(run);

        (await run).Failure!.Id.ShouldBe("GateExpired");
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_from_other_processes_count_and_the_same_person_counts_once()
    {
        Task<RunState> run = _bench.RunAsync(OneGate.Replace("deadline: 1h", "deadline: 1h, need: 2"));
        string id = await FirstRunAsync();
        await _bench.Journal.PostAsync(id, new GateAnswer("go", "ann", true, null), CancellationToken.None);
        await _bench.Journal.PostAsync(id, new GateAnswer("go", "ann", true, "again"), CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await _bench.Journal.PostAsync(id, new GateAnswer("go", "bob", true, null), CancellationToken.None);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("go").OutputAsJson()!["approvers"]!.ToJsonString().ShouldBe("[\"ann\",\"bob\"]");
    }

    [Fact]
    public async Task One_person_counts_once_however_the_name_is_written_and_nobody_counts_for_nobody()
    {
        Task<RunState> run = _bench.RunAsync(OneGate.Replace("deadline: 1h", "deadline: 1h, need: 2"));
        string id = await FirstRunAsync();
        foreach (string name in new[] { "ann", " Ann ", "ANN", "", " " })
        {
            await _bench.Journal.PostAsync(id, new GateAnswer("go", name, true, null), CancellationToken.None);
        }

        await Clock.RunAsync(run);

        (await run).Failure!.Id.ShouldBe("GateExpired");
        _bench.World.Effects.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_no_after_a_yes_of_somebody_else_denies()
    {
        Task<RunState> run = _bench.RunAsync(OneGate.Replace("deadline: 1h", "deadline: 1h, need: 2"));
        string id = await FirstRunAsync();
        await _bench.Journal.PostAsync(id, new GateAnswer("go", "ann", true, null), CancellationToken.None);
        await _bench.Journal.PostAsync(id, new GateAnswer("go", "bob", false, "not on a Friday"), CancellationToken.None);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Failure!.Id.ShouldBe("GateDenied");
        state.Failure.Message.ShouldContain("not on a Friday");
    }

    [Fact]
    public async Task What_people_are_shown_reaches_the_face_and_stays_with_the_gate()
    {
        IReadOnlyList<string> shown = [];
        _bench.Answer = (gate, _) =>
        {
            shown = gate.Show;
            return Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "ann", true, null));
        };
        Task<RunState> run = _bench.RunAsync(OneGate.Replace("deadline: 1h", "deadline: 1h, show: [ \"ogr: 3 commits\", more ]"));
        await Clock.RunAsync(run);

        RunState state = await run;

        shown.ShouldBe(["ogr: 3 commits", "more"]);
        IReadOnlyList<LedgerRecord> records = await _bench.Journal.ReadAsync(state.Id, CancellationToken.None);
        RunTransitions.Fold(state.Id, records).Step("go").Gate!.Show.ShouldBe(shown);
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_a_no()
    {
        Task<RunState> run = _bench.RunAsync(OneGate);
        string id = await FirstRunAsync();
        string answers = Directory.CreateDirectory(Path.Combine(_bench.Folder, "runs", id, "requests")).FullName;
        await File.WriteAllTextAsync(Path.Combine(answers, "1.json"), "{ \"step\": \"go\", \"yes\": tr");
        await Clock.RunAsync(run);

        (await run).Failure!.Id.ShouldBe("GateDenied");
    }

    private async Task<string> FirstRunAsync()
    {
        await Clock.WaitForTimerAsync();
        return (await _bench.Journal.ListAsync(CancellationToken.None)).Single();
    }
}
