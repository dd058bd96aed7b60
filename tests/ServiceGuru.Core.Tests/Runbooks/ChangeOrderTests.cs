using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

/// <summary>A change may need others of its plan: they come first, also after a crash, and without them it does not begin.</summary>
public sealed class ChangeOrderTests : IDisposable
{
    // c needs b, b needs a; d needs nobody; the end comes after all of them, however they ended.
    private const string Book = """
        name: order
        steps:
          - id: move
            uses: test/set
            with:
              values: { a: new, d: new, b: new, c: new, end: new }
              after: { b: [a], c: [a, b] }
              afterEndOf: { end: [a, b, c, d] }
        """;

    private readonly TestBench bench = new();

    public ChangeOrderTests() => bench.World.Concurrency = 4;

    public void Dispose() => bench.Dispose();

    [Fact]
    public async Task What_is_needed_comes_first_and_the_rest_goes_side_by_side()
    {
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.World.BeforeSet = async (change, _) =>
        {
            if (change.Target == "a")
            {
                await first.Task;
            }
        };
        bench.World.AfterSet = change =>
        {
            if (change.Target == "d")
            {
                // Only d can come before a is done: b, c and the end wait for it.
                bench.World.Effects.ShouldBe(["d=new"]);
                first.SetResult();
            }

            return Task.CompletedTask;
        };

        (await bench.RunAsync(Book)).Status.ShouldBe(RunStatus.Succeeded);

        bench.World.Effects.ShouldBe(["d=new", "a=new", "b=new", "c=new", "end=new"]);
    }

    [Fact]
    public async Task A_change_whose_need_failed_is_not_begun_and_says_why_while_the_others_go_on()
    {
        Fail("a");

        RunState state = await bench.RunAsync(Book);

        state.Status.ShouldBe(RunStatus.Failed);
        bench.World.Effects.ShouldBe(["d=new", "end=new"]);
        ChangeResult second = Result(state, "b");
        second.Status.ShouldBe(ChangeStatus.Failed);
        Failure failure = second.Failure.ShouldNotBeNull();
        failure.Id.ShouldBe("DependencyNotMoved");
        failure.Message.ShouldContain("it comes after a");
        failure.Cause.ShouldNotBeNull().ShouldContain("a is broken");
        failure.NextAction.ShouldNotBeNullOrEmpty();
        Result(state, "c").Failure.ShouldNotBeNull().Message.ShouldContain("a, b");
        bench.Records.Count(record => record.Event is Events.ChangeStarted { Change: "1.3" or "1.4" }).ShouldBe(0);
    }

    [Theory]
    [InlineData(FailureKind.Unreachable, FailureKind.Unreachable)]
    [InlineData(FailureKind.Refused, FailureKind.Refused)]
    [InlineData(FailureKind.Usage, FailureKind.Refused)]
    public async Task A_need_that_could_not_be_reached_is_no_refusal(FailureKind need, FailureKind expected)
    {
        Fail("a", need);

        RunState state = await bench.RunAsync(Book);

        Result(state, "b").Failure.ShouldNotBeNull().Kind.ShouldBe(expected);
        Result(state, "c").Failure.ShouldNotBeNull().Kind.ShouldBe(expected);
    }

    [Fact]
    public async Task A_change_whose_need_was_declined_is_not_begun()
    {
        bench.Decline = changes => changes.Where(change => change.Target == "b");

        RunState state = await bench.RunAsync(Book);

        bench.World.Effects.Order().ShouldBe(["a=new", "d=new", "end=new"]);
        Result(state, "b").Status.ShouldBe(ChangeStatus.Declined);
        Result(state, "c").Failure.ShouldNotBeNull().Cause.ShouldNotBeNull().ShouldContain("declined");
    }

    [Fact]
    public async Task After_a_resume_the_rest_comes_in_the_same_order()
    {
        Fail("a");
        RunState failed = await bench.RunAsync(Book);
        bench.World.BeforeSet = (_, _) => Task.CompletedTask;

        RunState state = await bench.ResumeAsync(failed.Id);

        state.Status.ShouldBe(RunStatus.Succeeded);
        bench.World.Effects.ShouldBe(["d=new", "end=new", "a=new", "b=new", "c=new"]);
    }

    [Fact]
    public async Task A_change_that_a_kill_left_in_doubt_is_probed_before_what_needs_it_begins()
    {
        using CancellationTokenSource stop = new();
        bench.World.AfterSet = async change =>
        {
            if (change.Target == "a")
            {
                await stop.CancelAsync();
                stop.Token.ThrowIfCancellationRequested();
            }
        };
        RunState stopped = await bench.RunAsync(Book, stop.Token);
        stopped.Status.ShouldBe(RunStatus.Stopped);
        bench.World.AfterSet = _ => Task.CompletedTask;

        RunState state = await bench.ResumeAsync(stopped.Id);

        state.Status.ShouldBe(RunStatus.Succeeded);
        bench.World.Effects.Order().ShouldBe(["a=new", "b=new", "c=new", "d=new", "end=new"]);
        bench.World.Effects.ToList().IndexOf("b=new").ShouldBeGreaterThan(bench.World.Effects.ToList().IndexOf("a=new"));
    }

    [Fact]
    public async Task One_place_is_enough_for_any_order()
    {
        bench.World.Concurrency = 1;

        (await bench.RunAsync(Book)).Status.ShouldBe(RunStatus.Succeeded);

        bench.World.Effects.Count.ShouldBe(5);
        bench.World.Effects[^1].ShouldBe("end=new");
    }

    private static ChangeResult Result(RunState state, string target) => state.Step("move").Changes.Single(result => result.Change.Target == target);

    private void Fail(string target, FailureKind kind = FailureKind.Refused) => bench.World.BeforeSet = (change, _) => change.Target == target
        ? throw new GuruException(new Failure { Id = "Broken", Kind = kind, Message = $"{target} is broken.", NextAction = "Mend it." })
        : Task.CompletedTask;
}
