using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>A step has failed, and somebody decides what to do.</summary>
public sealed class GuidedFailureTests : IDisposable
{
    private const string Book = """
        name: guided
        steps:
          - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
          - { id: move, uses: test/set, with: { values: { a: new } } }
          - { id: check, uses: test/ask }
          - { id: after, uses: test/set, with: { values: { b: new } } }
          - { id: clean, when: always, uses: test/ask, with: { text: clean } }
        """;

    private readonly TestBench _bench = new();
    private int _failures = 1;

    public GuidedFailureTests() => _bench.Query.Ask = (request, _) => Task.FromResult(
        request.Text != "clean" && Interlocked.Decrement(ref _failures) >= 0 ? new Failure { Id = "Sick", Message = "sick" } : null);

    private ManualTimeProvider Clock => (ManualTimeProvider)_bench.Time;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Retry_tries_the_step_again_and_the_run_goes_on()
    {
        Decide(new FailureDecision("check", "ann", FailureChoice.Retry, null));

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("check").Attempt.ShouldBe(2);
        _bench.World.Effects.ShouldBe(["topic=busy", "a=new", "b=new"]);
    }

    [Fact]
    public async Task Skip_leaves_the_step_with_the_reason_and_goes_on_as_if_it_had_succeeded()
    {
        Decide(new FailureDecision("check", "ann", FailureChoice.Skip, "known trouble"));

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Step("check").Status.ShouldBe(StepStatus.Skipped);
        state.Step("check").SkipReason.ShouldBe("ann: known trouble");
        state.Step("check").Failure!.Id.ShouldBe("Sick");
        state.Step("after").Status.ShouldBe(StepStatus.Succeeded);
    }

    [Fact]
    public async Task Undo_ends_what_is_under_way_runs_what_runs_always_and_takes_back_all_of_it()
    {
        Decide(new FailureDecision("check", "ann", FailureChoice.Undo, "not today"));

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Undone);
        state.Failure!.Id.ShouldBe("Sick");
        new RunOutcome(state).ExitCode.ShouldBe(1);
        state.Step("after").Status.ShouldBe(StepStatus.Skipped);
        state.Step("clean").Status.ShouldBe(StepStatus.Succeeded);
        _bench.World.Effects.ShouldBe(["topic=busy", "a=new", "a=", "topic="]);
    }

    [Fact]
    public async Task Abort_lets_the_run_fail_as_where_nobody_is_asked()
    {
        Decide(new FailureDecision("check", "ann", FailureChoice.Abort, null));

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Failed);
        state.Failure!.Id.ShouldBe("Sick");
        _bench.World.Effects.ShouldBe(["topic=busy", "a=new", "topic="]);
    }

    [Fact]
    public async Task Where_nobody_is_here_the_decision_comes_by_the_mailbox_and_what_decides_nothing_is_dropped()
    {
        _bench.OnRecorded = record =>
        {
            if (record.Event is StepFailed { Asks: true })
            {
                Post(new FailureDecision("move", "ann", FailureChoice.Abort, null));
                Post(new FailureDecision("nowhere", "ann", FailureChoice.Abort, null));
                Post(new FailureDecision("check", "ann", FailureChoice.Skip, " "));
                Post(new FailureDecision("check", " ", FailureChoice.Abort, null));
                Post(new FailureDecision("check", "bob", FailureChoice.Retry, "again"));
            }
        };
        Func<FakeQueryRequest, CancellationToken, Task<Failure?>> ask = _bench.Query.Ask;
        _bench.Query.Ask = async (request, end) =>
        {
            // The run lives on until its mailbox is empty.
            while (request.Text == "clean" && Directory.EnumerateFiles(_bench.Folder, "*.json", SearchOption.AllDirectories).Any())
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _bench.Time, end);
            }

            return await ask(request, end);
        };

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Succeeded);
        FailureDecided decided = _bench.Records.Select(record => record.Event).OfType<FailureDecided>().ShouldHaveSingleItem();
        decided.ShouldBe(new FailureDecided("check", "bob", FailureChoice.Retry, "again"));
    }

    [Fact]
    public async Task What_two_people_decide_about_one_failure_decides_nothing_about_the_next()
    {
        _failures = 2;
        int asked = 0;
        _bench.OnRecorded = record =>
        {
            if (record.Event is not StepFailed { Asks: true })
            {
                return;
            }

            if (++asked == 1)
            {
                Post(new FailureDecision("check", "ann", FailureChoice.Retry, null) { Attempt = 1 });
                Post(new FailureDecision("check", "bob", FailureChoice.Retry, null) { Attempt = 1 });
            }
            else
            {
                Post(new FailureDecision("check", "cleo", FailureChoice.Retry, "looked at it") { Attempt = 2 });
            }
        };

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Succeeded);
        _bench.Records.Select(record => record.Event).OfType<FailureDecided>().Last().By.ShouldBe("cleo");
        state.Step("check").Attempt.ShouldBe(3);
    }

    [Fact]
    public async Task A_question_that_breaks_leaves_the_decision_to_others()
    {
        _bench.Decide = _ => throw new IOException("the terminal is gone");
        _bench.OnRecorded = record =>
        {
            if (record.Event is StepFailed { Asks: true })
            {
                Post(new FailureDecision("check", "bob", FailureChoice.Retry, null));
            }
        };

        (await RunAsync()).Status.ShouldBe(RunStatus.Succeeded);
    }

    [Theory]
    [InlineData(false, RunStatus.Stopped)]
    [InlineData(true, RunStatus.Cancelled)]
    public async Task A_run_can_be_ended_while_a_step_is_undecided(bool cancel, RunStatus status)
    {
        _bench.OnRecorded = record =>
        {
            if (record.Event is StepFailed { Asks: true })
            {
                Post(cancel ? new CancelRequest("ann", null) : new StopRequest("ann", null));
            }
        };

        RunState state = await RunAsync();

        state.Status.ShouldBe(status);
        state.Step("check").Status.ShouldBe(cancel ? StepStatus.Failed : StepStatus.Undecided);
        if (!cancel)
        {
            (await Clock.RunAsync(_bench.ResumeAsync(state.Id))).Status.ShouldBe(RunStatus.Succeeded);
        }
    }

    [Fact]
    public async Task What_runs_at_the_end_of_a_cancelled_run_asks_nobody()
    {
        _bench.OnRecorded = record =>
        {
            if (record.Event is StepStarted { Step: "check" })
            {
                Post(new CancelRequest("ann", null));
            }
        };
        _bench.Query.Ask = async (request, end) =>
        {
            if (request.Text != "clean")
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, _bench.Time, end);
            }

            return new Failure { Id = "Sick", Message = "sick" };
        };

        RunState state = await RunAsync();

        state.Status.ShouldBe(RunStatus.Cancelled);
        state.Step("clean").Status.ShouldBe(StepStatus.Failed);
    }

    [Fact]
    public async Task A_resume_can_change_whether_somebody_is_asked()
    {
        RunState failed = (await Clock.RunAsync(_bench.Session().RunAsync(_bench.Read(Book), _bench.Options, _bench, _bench, CancellationToken.None))).State;
        failed.Status.ShouldBe(RunStatus.Failed);
        _failures = 1;
        Decide(new FailureDecision("check", "ann", FailureChoice.Retry, null));

        RunState state = (await Clock.RunAsync(_bench.Session().ResumeAsync(
            failed.Id, new ResumeOptions { By = "ann", OnFailure = FailurePolicy.Ask }, _bench, _bench, CancellationToken.None))).State;

        state.Status.ShouldBe(RunStatus.Succeeded);
        state.Created.OnFailure.ShouldBe(FailurePolicy.Ask);
    }

    private void Decide(FailureDecision decision) => _bench.Decide = _ => Task.FromResult<FailureDecision?>(decision);

    private async Task<RunState> RunAsync()
    {
        RunOptions options = _bench.Options with { OnFailure = FailurePolicy.Ask };
        return (await Clock.RunAsync(_bench.Session().RunAsync(_bench.Read(Book), options, _bench, _bench, CancellationToken.None), TimeSpan.FromSeconds(1))).State;
    }

    private void Post(RunRequest request)
    {
        string id = _bench.Journal.ListAsync(CancellationToken.None).GetAwaiter().GetResult()[0];
        _bench.Journal.PostAsync(id, request, CancellationToken.None).GetAwaiter().GetResult();
    }
}
