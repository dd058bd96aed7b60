using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Telemetry;

[Collection("Telemetry")]
public sealed class RunTelemetryTests : IDisposable
{
    private const string Secretive = "a text of people";

    private readonly TestBench _bench = new();
    private readonly TelemetryProbe _probe = new();

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose()
    {
        _probe.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task A_run_is_one_trace_with_a_span_for_it_each_attempt_each_change_and_each_wait_for_people()
    {
        _bench.Answer = (_, _) =>
        {
            Clock.Advance(TimeSpan.FromSeconds(7));
            return Task.FromResult<GateAnswer?>(new GateAnswer("go", "ann", true, Secretive));
        };

        RunState run = await _bench.RunAsync($$"""
            name: weekly
            steps:
              - { id: go, uses: gate/approval, with: { question: "{{Secretive}}?" } }
              - { id: move, uses: test/set, with: { values: { a: "{{Secretive}}" } } }
            """);

        _probe.Spans.Select(span => span.DisplayName).Order().ShouldBe(["RUN weekly", "change set", "gate wait", "go", "move"]);
        _probe.Spans.ShouldAllBe(span => span.TraceId == RunTrace.IdOf(run.Id));
        Activity root = _probe.Span("RUN weekly");
        root.Kind.ShouldBe(ActivityKind.Server);
        root.ParentSpanId.ShouldBe(default);
        root.GetTagItem("cicd.pipeline.result").ShouldBe("success");
        root.GetTagItem("cicd.pipeline.run.id").ShouldBe(run.Id);
        root.GetTagItem("serviceguru.service").ShouldBe("test");
        _probe.Span("go").ParentSpanId.ShouldBe(root.SpanId);
        _probe.Span("gate wait").ParentSpanId.ShouldBe(_probe.Span("go").SpanId);
        _probe.Span("gate wait").Duration.ShouldBe(TimeSpan.FromSeconds(7));
        Activity move = _probe.Span("move");
        move.GetTagItem("serviceguru.operation").ShouldBe("test/set");
        move.GetTagItem("cicd.pipeline.task.run.id").ShouldBe($"{run.Id}/move/1");
        move.GetTagItem("cicd.pipeline.task.run.result").ShouldBe("success");
        _probe.Span("change set").ParentSpanId.ShouldBe(move.SpanId);
        _probe.Span("change set").GetTagItem("serviceguru.change.status").ShouldBe("applied");
        _probe.Spans.SelectMany(span => span.TagObjects).ShouldNotContain(tag => $"{tag.Value}".Contains(Secretive));
        Activity.Current.ShouldBeNull();
    }

    [Fact]
    public async Task Metrics_count_runs_steps_changes_gates_retries_and_appends()
    {
        int calls = 0;
        _bench.Query.Ask = (_, _) => Task.FromResult(++calls == 1 ? new Failure { Id = "Busy", Message = "busy", Transient = true } : null);
        _bench.Answer = (_, _) => Task.FromResult<GateAnswer?>(new GateAnswer("go", "ann", true, null));

        Task<RunState> run = _bench.RunAsync("""
            name: weekly
            steps:
              - { id: go, uses: gate/approval, with: { question: "Shall we?" } }
              - { id: ask, uses: test/ask, retry: { attempts: 2, backoff: 10s } }
              - { id: move, uses: test/set, with: { values: { a: "1", b: "2" } } }
              - { id: sad, uses: test/ask, when: failure }
            """);
        await Clock.RunAsync(run);

        _probe.Sum("serviceguru.runs", "cicd.pipeline.name=weekly,status=succeeded").ShouldBe(1);
        _probe.Sum("cicd.pipeline.run.duration", "cicd.pipeline.result=success").ShouldBeGreaterThanOrEqualTo(10);
        _probe.Sum("cicd.pipeline.run.active").ShouldBe(0);
        _probe.Sum("serviceguru.steps", "operation=test/ask,status=failed").ShouldBe(1);
        _probe.Sum("serviceguru.steps", "operation=test/ask,status=succeeded").ShouldBe(1);
        _probe.Sum("serviceguru.steps", "operation=test/ask,status=skipped").ShouldBe(1);
        _probe.Measured.Count(one => one.Name == "serviceguru.step.duration").ShouldBe(4);
        _probe.Sum("serviceguru.step.retries", "operation=test/ask").ShouldBe(1);
        _probe.Sum("serviceguru.changes", "kind=set,status=applied").ShouldBe(2);
        _probe.Sum("serviceguru.gates.open").ShouldBe(0);
        _probe.Measured.Count(one => one.Name == "serviceguru.gate.wait.duration").ShouldBe(1);
        _probe.Measured.Count(one => one.Name == "serviceguru.ledger.append.duration").ShouldBeGreaterThan(5);
        _probe.Spans.Count(span => span.DisplayName == "ask").ShouldBe(2);
        _probe.Spans.First(span => span.DisplayName == "ask").GetTagItem("error.type").ShouldBe("Busy");
    }

    [Fact]
    public async Task A_resumed_run_joins_its_trace_and_what_was_undone_is_seen()
    {
        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(new Failure { Id = "No", Message = Secretive });
        RunState failed = await _bench.RunAsync("""
            name: weekly
            steps:
              - { id: move, uses: test/set, with: { values: { a: "1" } }, undo: automatic }
              - { id: ask, uses: test/ask }
            """);
        failed.Status.ShouldBe(RunStatus.Failed);
        _probe.Span("RUN weekly").GetTagItem("cicd.pipeline.result").ShouldBe("failure");
        _probe.Span("RUN weekly").Status.ShouldBe(ActivityStatusCode.Error);
        _probe.Span("RUN weekly").StatusDescription.ShouldBeNull();
        _probe.Span("undo set").GetTagItem("serviceguru.change.status").ShouldBe("undone");
        _probe.Sum("serviceguru.changes", "kind=set,status=undone").ShouldBe(1);

        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        (await _bench.ResumeAsync(failed.Id)).Status.ShouldBe(RunStatus.Succeeded);

        List<Activity> runs = [.. _probe.Spans.Where(span => span.DisplayName == "RUN weekly")];
        runs.Count.ShouldBe(2);
        runs.Select(span => span.TraceId).Distinct().ShouldBe([RunTrace.IdOf(failed.Id)]);
        runs[1].GetTagItem("serviceguru.run.resumed").ShouldBe(true);
    }

    [Fact]
    public async Task A_step_that_a_crash_cut_off_goes_on_in_the_trace()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource asked = new();
        _bench.Query.Ask = async (_, token) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, Clock, token);
            return null;
        };
        Task<RunState> run = _bench.RunAsync("{ name: slow, steps: [ { id: ask, uses: test/ask } ] }", stop.Token);
        await asked.Task;
        await stop.CancelAsync();
        RunState stopped = await run;
        _probe.Span("RUN slow").GetTagItem("cicd.pipeline.result").ShouldBe("cancellation");

        _bench.Query.Ask = (_, _) => Task.FromResult<Failure?>(null);
        await _bench.ResumeAsync(stopped.Id);

        _probe.Spans.Where(span => span.DisplayName == "ask").Select(span => span.GetTagItem("serviceguru.step.continued")).ShouldBe([null, true]);
    }

    [Fact]
    public void The_run_of_a_target_is_part_of_the_trace_of_its_run() =>
        RunTrace.IdOf(RunIds.OfTarget("20261123-130502-k7qd", "rollout", 17)).ShouldBe(RunTrace.IdOf("20261123-130502-k7qd"));

    [Fact]
    public void Work_in_hand_is_counted_until_it_is_given_back()
    {
        WorkInFlight work = new();
        _probe.Sum("serviceguru.worker.work.active").ShouldBe(1);

        work.Dispose();
        work.Dispose();

        _probe.Sum("serviceguru.worker.work.active").ShouldBe(0);
    }

    [Fact]
    public async Task Where_nobody_listens_the_writer_and_the_observer_are_the_callers_own_and_a_record_costs_next_to_nothing()
    {
        _probe.Dispose();
        RunState run = await _bench.RunAsync("{ name: quiet, steps: [ { id: ask, uses: test/ask } ] }");
        await using IRunWriter writer = await _bench.Journal.OpenAsync(run.Id, CancellationToken.None);

        using RunTelemetry telemetry = RunTelemetry.Begin(writer, _bench);
        telemetry.Writer.ShouldBeSameAs(writer);
        _bench.MakeRoom(100_000);
        LedgerRecord record = (await _bench.Journal.ReadAsync(run.Id, CancellationToken.None))[^1];
        telemetry.OnRecord(record, run);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 0; index < 10_000; index++)
        {
            telemetry.OnRecord(record, run);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
