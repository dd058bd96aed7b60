using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Queues;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Queues;

public sealed class ClearQueuesTests : IDisposable
{
    private static readonly ClearQueuesRequest Request = new() { Environment = "prod" };

    private readonly OnCallWorld _world = new();
    private readonly ClearQueues _operation = new();
    private readonly Dictionary<string, int> _waiting = new() { ["a"] = 240, ["b"] = 7 };

    public ClearQueuesTests()
    {
        _world.Replicas["short"] = 3;
        _world.Run = (_, command) => command.Command switch
        {
            ["python3", ..] => new(0, $$"""{"a": {{_waiting["a"]}}, "b": {{_waiting["b"]}}}""", string.Empty),
            ["celery", "-A", "app.tasks", "purge", "-f", "-Q", var names] => Purge(command, names.Split(',')),
            _ => throw new NotSupportedException(string.Join(' ', command.Command)),
        };
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Workers_are_stopped_the_queues_purged_and_the_workers_come_back()
    {
        Conclusion conclusion = await TestWorld.RunAsync(_operation, Request, _world.Context);

        conclusion.Failure.ShouldBeNull();
        ClearQueuesReport report = conclusion.Output.ShouldBeOfType<ClearQueuesReport>();
        report.Purged.ShouldBe(247);
        report.Notice.ShouldNotBeNull();
        report.Replicas.ShouldBe(new Dictionary<string, int> { ["short"] = 3, ["long"] = 2 });
        _world.Commands.Where(command => !command.Contains("python3", StringComparison.Ordinal)).ShouldBe(
        [
            "ns-prod scale short 0",
            "ns-prod scale long 1",
            "ns-prod celery -A app.tasks purge -f -Q a,b",
            "ns-prod scale short 3",
            "ns-prod scale long 2",
        ]);
    }

    [Fact]
    public async Task Only_the_purge_is_destructive_and_it_says_what_is_lost()
    {
        Plan plan = await _operation.PlanAsync(Request, _world.Context, CancellationToken.None);

        Change purge = plan.Changes.Where(change => change.Destructive).ShouldHaveSingleItem();
        purge.Summary.ShouldBe("throw away the 247 tasks that wait in a, b of prod; users must trigger them again");
        plan.Changes.Select(change => change.Id).ShouldBe(["1", "2", "3", "4", "5"]);
        _world.Replicas["short"].ShouldBe(3);
    }

    [Fact]
    public async Task One_queue_can_be_cleared_alone()
    {
        await TestWorld.RunAsync(_operation, Request with { Queues = ["b"] }, _world.Context);

        _waiting.ShouldBe(new Dictionary<string, int> { ["a"] = 240, ["b"] = 0 });
    }

    [Fact]
    public async Task Empty_queues_stop_nobody()
    {
        _waiting["a"] = _waiting["b"] = 0;

        Plan plan = await _operation.PlanAsync(Request, _world.Context, CancellationToken.None);

        plan.Changes.ShouldBeEmpty();
        plan.Notes.ShouldHaveSingleItem().Text.ShouldBe("nothing waits in a, b");
    }

    [Fact]
    public async Task While_workers_end_the_purge_waits_and_gives_up_after_the_time_out()
    {
        _world.Lingering["short"] = 1;

        Conclusion conclusion = await ((ManualTimeProvider)_world.Context.Time).RunAsync(TestWorld.RunAsync(_operation, Request, _world.Context));

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("WorkersStillRun");
        _waiting["a"].ShouldBe(240);
        _world.Replicas.ShouldBe(new Dictionary<string, int> { ["short"] = 3, ["long"] = 2 }, "the workers come back all the same");
    }

    [Fact]
    public async Task A_purge_that_fails_leaves_no_worker_stopped()
    {
        Func<string, PodCommand, PodCommandResult> usual = _world.Run;
        _world.Run = (space, command) => command.Command[0] == "celery" ? new(1, string.Empty, "ConnectionError: valkey") : usual(space, command);

        Conclusion conclusion = await TestWorld.RunAsync(_operation, Request, _world.Context);

        conclusion.Failure.ShouldNotBeNull().Id.ShouldBe("PurgeFailed");
        conclusion.Output.ShouldBeOfType<ClearQueuesReport>().Notice.ShouldBeNull();
        _world.Replicas["short"].ShouldBe(3);
    }

    [Fact]
    public async Task An_attempt_after_one_that_left_workers_stopped_brings_them_back_to_what_the_ledger_says()
    {
        Plan first = await _operation.PlanAsync(Request, _world.Context, CancellationToken.None);
        foreach (Change stop in first.Changes.Where(change => change.Kind == "stop-workers"))
        {
            await _operation.ApplyAsync(stop, _world.Context, CancellationToken.None);
            _world.Record(stop);
        }

        await TestWorld.RunAsync(_operation, Request, _world.Context);

        _world.Replicas.ShouldBe(new Dictionary<string, int> { ["short"] = 3, ["long"] = 2 });
    }

    [Fact]
    public async Task Workers_that_stand_at_zero_come_back_to_the_definition()
    {
        _world.Replicas["short"] = 0;

        await TestWorld.RunAsync(_operation, Request, _world.Context);

        _world.Replicas["short"].ShouldBe(3);
    }

    [Fact]
    public async Task A_probe_tells_by_what_is_there()
    {
        Plan plan = await _operation.PlanAsync(Request, _world.Context, CancellationToken.None);
        Change purge = plan.Changes.Single(change => change.Kind == "purge-queues");

        (await _operation.ProbeAsync(plan.Changes[0], _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        (await _operation.ProbeAsync(purge, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        _waiting["a"] = _waiting["b"] = 0;
        _world.Replicas["short"] = 0;
        (await _operation.ProbeAsync(plan.Changes[0], _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        (await _operation.ProbeAsync(purge, _world.Context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
    }

    [Fact]
    public async Task Undoing_brings_stopped_workers_back_and_nothing_else()
    {
        Plan plan = await _operation.PlanAsync(Request, _world.Context, CancellationToken.None);

        List<Change?> reverts = [.. plan.Changes.Select(change => _operation.Revert(new ChangeResult { Change = change, Status = ChangeStatus.Applied }))];

        reverts.Select(revert => revert?.Summary).ShouldBe(["scale short of prod back to 3", "scale long of prod back to 2", null, null, null]);
    }

    [Fact]
    public void An_unknown_queue_is_told() => Should.Throw<GuruException>(
        () => _operation.Check(Request with { Queues = ["c"] }, OnCallWorld.Service)).Failure.Id.ShouldBe("UnknownQueue");

    private PodCommandResult Purge(PodCommand command, string[] names)
    {
        command.Repeatable.ShouldBeFalse();
        _world.Replicas["short"].ShouldBe(0);
        int purged = names.Sum(name => _waiting[name]);
        foreach (string name in names)
        {
            _waiting[name] = 0;
        }

        return new PodCommandResult(0, purged == 0 ? $"No messages purged from {names.Length} queues\n" : $"Purged {purged} messages from {names.Length} known task queues.\n", string.Empty);
    }
}
