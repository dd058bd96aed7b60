using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Calendars;

/// <summary>Runs under a calendar. The clock begins on Monday, May 18th 2026, 12:00 UTC.</summary>
public sealed class CalendarRunTests : IDisposable
{
    private const string OneChange = "{ name: change, steps: [ { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }";

    private const string WaitsFirst = "{ name: wait, steps: [ { id: window, uses: gate/window }, { id: set, uses: test/set, with: { values: { a: \"1\" } } } ] }";

    private readonly TestBench _bench = new();

    public CalendarRunTests() => _bench.Service = Under(freezes: Freeze("2026-05-18", "2026-05-19"));

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_that_changes_something_in_a_freeze_is_refused_before_it_starts()
    {
        Failure failure = await RefusedAsync(() => _bench.RunAsync(OneChange));

        failure.Id.ShouldBe("InFreeze");
        ExitCodes.Of(failure.Kind).ShouldBe(1);
        failure.Message.ShouldBe("Nothing is changed in prod until Wed 2026-05-20 00:00 Europe/Prague (freeze 'audit'): The auditors are here.");
        failure.NextAction!.ShouldContain("It may go on Wed 2026-05-20 00:00 Europe/Prague.");
        failure.NextAction!.ShouldContain("--during-freeze");
        failure.Evidence.ShouldHaveSingleItem().ShouldStartWith("set:");
        (await _bench.Journal.ListAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_outside_of_the_windows_is_refused_with_the_next_one()
    {
        _bench.Service = Under(windows: [new WindowDefinition { Days = [DayOfWeek.Tuesday], From = "09:00", To = "12:00" }]);

        Failure failure = await RefusedAsync(() => _bench.RunAsync(OneChange));

        failure.Id.ShouldBe("OutsideWindow");
        failure.NextAction!.ShouldContain("Tue 2026-05-19 09:00 Europe/Prague");
    }

    [Theory]
    [InlineData("{ id: ask, uses: test/ask }")]
    [InlineData("{ id: set, uses: test/set, with: { values: { a: \"1\" } }, when: always }")]
    [InlineData("{ id: set, uses: test/set, with: { values: { a: \"1\" } }, when: failure, needs: [ask] }, { id: more, uses: test/set, with: { values: { b: \"1\" } } }")]
    public async Task What_changes_nothing_and_what_closes_is_never_refused(string steps) =>
        (await _bench.RunAsync($"{{ name: free, steps: [ {{ id: ask0, uses: test/ask }}, {steps.Replace("needs: [ask]", "needs: [ask0]")} ] }}")).Status.ShouldBe(RunStatus.Succeeded);

    [Fact]
    public async Task Who_says_why_it_can_not_wait_goes_now_and_the_record_keeps_it()
    {
        RunState state = await RunAsync(OneChange, "The site is down.");

        state.Status.ShouldBe(RunStatus.Succeeded);
        (await _bench.Journal.ReadAsync(state.Id, CancellationToken.None))[0].Event.ShouldBeOfType<RunCreated>().DuringFreeze.ShouldBe("The site is down.");
        (await RefusedAsync(() => RunAsync(OneChange, " "))).Id.ShouldBe("ReasonMissing");
    }

    [Fact]
    public async Task A_freeze_that_begins_while_the_run_waits_stops_its_next_change_and_the_resume_too()
    {
        _bench.Service = Under(freezes: Freeze("2026-05-18T18:00", "2026-05-20"));
        _bench.Query.Ask = async (_, token) =>
        {
            await Task.Delay(TimeSpan.FromHours(6), Clock, token);
            return null;
        };
        Task<RunState> run = _bench.RunAsync("""
            name: long
            steps:
              - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
              - { id: images, uses: test/ask }
              - { id: set, uses: test/set, with: { values: { a: "1" } } }
              - { id: restore, uses: test/set, with: { values: { topic: free } }, when: always }
            """);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Failure!.Id.ShouldBe("InFreeze");
        state.Step("set").Status.ShouldBe(StepStatus.Failed);
        state.Step("restore").Status.ShouldBe(StepStatus.Succeeded);
        _bench.World.Effects.ShouldNotContain("a=1");
        (await RefusedAsync(() => _bench.ResumeAsync(state.Id))).Id.ShouldBe("InFreeze");
        int records = (await _bench.Journal.ReadAsync(state.Id, CancellationToken.None)).Count;
        records.ShouldBe((int)state.Sequence);

        Task<RunOutcome> again = _bench.Session().ResumeAsync(state.Id, new ResumeOptions { By = "boss", DuringFreeze = "It is half done." }, _bench, _bench, CancellationToken.None);
        await Clock.RunAsync(again);

        RunState resumed = (await again).State;
        resumed.Status.ShouldBe(RunStatus.Succeeded);
        resumed.DuringFreeze.ShouldBe("It is half done.");
        _bench.World.Effects.ShouldContain("a=1");
    }

    [Fact]
    public async Task An_undo_is_never_refused()
    {
        _bench.Service = Under(freezes: Freeze("2026-05-19", "2026-05-20"));
        RunState state = await _bench.RunAsync(OneChange);
        Clock.Advance(TimeSpan.FromHours(24));

        RunState undone = (await _bench.Session().UndoAsync(state.Id, null, "tester", _bench, _bench, CancellationToken.None)).State;

        undone.Status.ShouldBe(RunStatus.Undone);
    }

    [Fact]
    public async Task An_unattended_run_waits_for_the_window_and_then_goes()
    {
        Task<RunState> run = _bench.RunAsync(WaitsFirst);
        await Clock.RunAsync(run);

        RunState state = await run;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("window").OutputAsJson()!["at"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 5, 19, 22, 0, 0, TimeSpan.Zero));
        _bench.World.Effects.ShouldBe(["a=1"]);
    }

    [Fact]
    public async Task A_wait_for_the_window_has_a_deadline_and_whoever_overrides_need_not_wait()
    {
        Task<RunState> run = _bench.RunAsync(WaitsFirst.Replace("gate/window", "gate/window, with: { deadline: 3h }"));
        await Clock.RunAsync(run);
        (await run).Failure!.Id.ShouldBe("WindowNotOpened");
        _bench.World.Effects.ShouldBeEmpty();

        (await RunAsync(WaitsFirst, "now")).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Fact]
    public async Task The_plan_says_that_a_run_would_be_refused_and_how_long_a_wait_would_be()
    {
        RunPlan refused = await PlanAsync(OneChange);
        RunPlan waits = await PlanAsync(WaitsFirst);

        refused.Calendar!.Id.ShouldBe("InFreeze");
        refused.CanRun.ShouldBeFalse();
        waits.Calendar.ShouldBeNull();
        waits.Steps[0].Plan!.Notes.Single().Text.ShouldBe("waits until Wed 2026-05-20 00:00 Europe/Prague, for 1d10h (freeze 'audit': The auditors are here.)");
    }

    [Fact]
    public async Task In_quiet_hours_nobody_is_reminded()
    {
        ServiceDefinition service = Under();
        _bench.Service = service with { Calendar = service.Calendar! with { QuietHours = new QuietHoursDefinition { From = "15:00", To = "18:00" } } };
        Task<RunState> run = _bench.RunAsync("{ name: gate, steps: [ { id: go, uses: gate/approval, with: { question: Safe?, remind: 30m, deadline: 6h } } ] }");
        await Clock.RunAsync(run);
        await run;

        // 14:30, then at the end of the quiet hours and every half hour until 20:00 in Prague, where the gate closes.
        IEnumerable<DateTimeOffset> reminded = _bench.Records.Where(record => record.Event is GateReminded).Select(record => record.Time);
        reminded.Select(at => TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, "Europe/Prague").ToString("HH:mm")).ShouldBe(["14:30", "18:00", "18:30", "19:00", "19:30"]);
    }

    private static FreezeDefinition[] Freeze(string from, string to) => [new FreezeDefinition { Name = "audit", From = from, To = to, Reason = "The auditors are here." }];

    private static ServiceDefinition Under(IReadOnlyList<WindowDefinition>? windows = null, params FreezeDefinition[] freezes) => new()
    {
        Name = "test",
        Clusters = new Dictionary<string, ClusterDefinition> { ["c"] = new() },
        Environments = new Dictionary<string, EnvironmentDefinition>
        {
            ["stg"] = new() { Cluster = "c", Namespace = "stg", ImageTag = "stg", Branch = "main" },
            ["prod"] = new() { Cluster = "c", Namespace = "prod", ImageTag = "prod", Branch = "stable", Production = true },
        },
        Calendar = new CalendarDefinition { TimeZone = "Europe/Prague", Windows = windows ?? [], Freezes = freezes },
    };

    private static async Task<Failure> RefusedAsync(Func<Task> run) => (await Should.ThrowAsync<GuruException>(run)).Failure;

    private async Task<RunState> RunAsync(string yaml, string duringFreeze) =>
        (await _bench.Session().RunAsync(_bench.Read(yaml), _bench.Options with { DuringFreeze = duringFreeze }, _bench, _bench, CancellationToken.None)).State;

    private Task<RunPlan> PlanAsync(string yaml) => _bench.Session().PlanRunAsync(_bench.Read(yaml), _bench.Options, SilentProgress.Instance, CancellationToken.None);
}
