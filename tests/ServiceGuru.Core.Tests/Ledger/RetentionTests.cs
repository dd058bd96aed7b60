using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Ledger;

public sealed class RetentionTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly RetentionRule Rule = new(TimeSpan.FromDays(90), 2);

    private readonly TestBench _bench = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    private Retention Retention => new(_bench.Journal, Clock);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Old_runs_go_but_the_newest_of_each_runbook_and_of_each_change_stay()
    {
        List<string> first = [await SetAsync("weekly", "topic"), await SetAsync("weekly", "topic")];
        List<string> others = [];
        for (int count = 0; count < 5; count++)
        {
            others.Add(await SetAsync("weekly", "branch"));
        }

        string single = await SetAsync("once", "elsewhere");
        Clock.Advance(TimeSpan.FromDays(100));
        string young = await SetAsync("weekly", "branch");

        List<RetentionVerdict> verdicts = await JudgeAsync();

        verdicts.Select(verdict => verdict.RunId).ShouldBe([single, .. others.AsEnumerable().Reverse(), .. first.AsEnumerable().Reverse()]);
        Kept(verdicts, single).ShouldBe("it is among the newest 2 of its runbook");
        Kept(verdicts, others[4]).ShouldBe("it is among the newest 2 of its runbook");
        Kept(verdicts, others[3]).ShouldBe("it tells what was there before: set branch");
        Kept(verdicts, others[2]).ShouldBeNull();
        Kept(verdicts, first[0]).ShouldBe("it tells what was there before: set topic");
        verdicts.Where(verdict => verdict.Goes).Select(verdict => verdict.RunId).ShouldBe([others[2], others[1], others[0]]);

        foreach (RetentionVerdict verdict in verdicts.Where(verdict => verdict.Goes))
        {
            (await Retention.RemoveAsync(verdict, None)).Goes.ShouldBeTrue();
        }

        (await _bench.Journal.ListAsync(None)).ShouldBe([young, single, others[4], others[3], first[1], first[0]]);
        (await JudgeAsync()).ShouldAllBe(verdict => !verdict.Goes);
    }

    [Fact]
    public async Task What_the_targets_of_a_run_have_changed_and_how_they_stand_counts_as_its_own()
    {
        const string Fleet = "{ name: fleet, steps: [ { id: each, uses: test/set, forEach: [east, west], with: { values: { \"${{ item }}\": \"1\" } } } ] }";
        string fleet = (await _bench.RunAsync(Fleet)).Id;
        for (int count = 0; count < 3; count++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await _bench.RunAsync("{ name: fleet, steps: [ { id: ask, uses: test/ask } ] }");
        }

        Clock.Advance(TimeSpan.FromDays(100));
        Kept(await JudgeAsync(), fleet).ShouldStartWith("it tells what was there before: set ");

        string target = (await _bench.Journal.ListTargetsAsync(fleet, None))[0];
        string journal = Directory.GetFiles(Path.Combine(_bench.Folder, "runs", fleet), "journal.jsonl", SearchOption.AllDirectories).Single(file => file.Contains(target[(fleet.Length + 1)..], StringComparison.Ordinal));
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("test/set", "test/sat", StringComparison.Ordinal));
        Kept(await JudgeAsync(), fleet).ShouldBe($"its records are not what was written: see 'guru audit {fleet}'");
    }

    [Fact]
    public async Task Runs_that_are_named_are_judged_and_no_others()
    {
        List<string> old = [];
        for (int count = 0; count < 6; count++)
        {
            old.Add(await SetAsync("weekly", "branch"));
        }

        Clock.Advance(TimeSpan.FromDays(100));
        string young = await SetAsync("weekly", "branch");
        const string Nowhere = "20200101-000000-aaaa";

        List<RetentionVerdict> verdicts = [];
        await foreach (RetentionVerdict verdict in Retention.JudgeAsync(Rule, [old[0], old[5], young, Nowhere], None))
        {
            verdicts.Add(verdict);
        }

        verdicts.Select(verdict => verdict.RunId).ShouldBe([young, old[5], old[0], Nowhere]);
        Kept(verdicts, young).ShouldBe("it is not that old");
        Kept(verdicts, old[5]).ShouldBe("it is among the newest 2 of its runbook");
        Kept(verdicts, old[0]).ShouldBeNull();
        Kept(verdicts, Nowhere).ShouldBe("there is no such run");
        verdicts.Where(verdict => verdict.Missing).Select(verdict => verdict.RunId).ShouldBe([Nowhere]);
    }

    [Fact]
    public async Task What_somebody_may_go_on_with_or_must_look_at_stays()
    {
        string running = await CreateAsync("20260101-000000-runn");
        string stopped = await CreateAsync("20260102-000000-stop", new StepStarted("set", 1, []), new RunEnded(RunStatus.Stopped));
        string unknown = await CreateAsync(
            "20260103-000000-unkn",
            new StepStarted("set", 1, []),
            new StepPlanned("set", [Change()], []),
            new ChangeStarted("set", "1"),
            new ChangeEnded { Step = "set", Change = "1", Status = ChangeStatus.Unknown },
            new StepFailed("set", new Failure { Id = "Lost", Kind = FailureKind.UnknownOutcome, Message = "lost" }, null, null),
            new RunEnded(RunStatus.Failed, new Failure { Id = "Lost", Message = "lost" }));
        string held = await CreateAsync("20260104-000000-held", new RunEnded(RunStatus.Cancelled, new Failure { Id = "Cancelled", Message = "enough" }));
        string damaged = await CreateAsync("20260105-000000-dama", new RunEnded(RunStatus.Cancelled, new Failure { Id = "Cancelled", Message = "enough" }));
        string done = await CreateAsync("20260106-000000-done", new RunEnded(RunStatus.Cancelled, new Failure { Id = "Cancelled", Message = "enough" }));
        string journal = Path.Combine(_bench.Folder, "runs", damaged, "journal.jsonl");
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("tester", "nobody", StringComparison.Ordinal));
        Clock.Advance(TimeSpan.FromDays(100));
        await SetAsync("book", "x");
        await SetAsync("book", "x");

        await using IRunWriter working = await _bench.Journal.OpenAsync(held, None);
        List<RetentionVerdict> verdicts = await JudgeAsync();

        Kept(verdicts, running).ShouldBe("it has not ended");
        Kept(verdicts, stopped).ShouldBe("it was stopped, and can be resumed");
        Kept(verdicts, unknown).ShouldBe("the outcome of a change is unknown");
        Kept(verdicts, held).ShouldBe("a process works on it");
        Kept(verdicts, damaged).ShouldNotBeNull().ShouldContain("guru audit");
        verdicts.Single(verdict => verdict.Goes).RunId.ShouldBe(done);
    }

    [Fact]
    public async Task A_run_that_somebody_begins_to_work_on_meanwhile_stays()
    {
        string id = await CreateAsync("20260104-000000-held", new RunEnded(RunStatus.Succeeded));
        await using IRunWriter working = await _bench.Journal.OpenAsync(id, None);

        (await Retention.RemoveAsync(new RetentionVerdict(id, "test", "book", RunStatus.Succeeded, Clock.GetUtcNow(), null), None)).Kept.ShouldBe("a process works on it");
    }

    private static string? Kept(List<RetentionVerdict> verdicts, string id) => verdicts.Single(verdict => verdict.RunId == id).Kept;

    private static Change Change() => new() { Id = "1", Kind = "set", Target = "y", Summary = "y", Effect = EffectContract.Convergent };

    private async Task<string> SetAsync(string runbook, string target)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        return (await _bench.RunAsync($"{{ name: {runbook}, steps: [ {{ id: set, uses: test/set, with: {{ values: {{ {target}: \"{Clock.GetUtcNow():O}\" }} }} }} ] }}")).Id;
    }

    private async Task<string> CreateAsync(string id, params RunEvent[] events)
    {
        RunCreated created = new()
        {
            Runbook = "book",
            RunbookText = "text",
            RunbookHash = "hash",
            Service = "test",
            Steps = [new StepHeader("set", "Sets", "test/set", [], StepCondition.Success, UndoPolicy.Offered)],
            WorkingDirectory = "/",
            By = "tester",
        };
        await using IRunWriter writer = await _bench.Journal.CreateAsync(id, created, None);
        foreach (RunEvent runEvent in events)
        {
            await writer.AppendAsync(runEvent, None);
        }

        return id;
    }

    private async Task<List<RetentionVerdict>> JudgeAsync()
    {
        List<RetentionVerdict> verdicts = [];
        await foreach (RetentionVerdict verdict in Retention.JudgeAsync(Rule, None))
        {
            verdicts.Add(verdict);
        }

        return verdicts;
    }
}
