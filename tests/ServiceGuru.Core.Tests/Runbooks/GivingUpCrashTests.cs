using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>The process dies at every record of a run that is given up, decided about, or undone, before the record is written and after.</summary>
public sealed class GivingUpCrashTests
{
    private const string Cancelled = """
        name: cancelled
        steps:
          - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
          - { id: gate, uses: gate/approval, with: { question: ok? } }
          - { id: move, uses: test/set, with: { values: { a: new } } }
          - { id: clean, when: always, uses: test/set, with: { values: { clean: done } } }
        """;

    private const string Guided = """
        name: guided
        steps:
          - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
          - { id: move, uses: test/set, with: { values: { a: new, b: new } } }
          - { id: check, uses: test/ask }
          - { id: after, uses: test/set, with: { values: { c: new } } }
          - { id: clean, when: always, uses: test/ask, with: { text: clean } }
        """;

    [Fact]
    public async Task A_cancelled_run_that_dies_at_any_record_is_given_up_all_the_same()
    {
        using TestBench first = Prepare();
        RunState whole = await RunAsync(first, first.Journal, Cancelled);
        whole.Status.ShouldBe(RunStatus.Cancelled);
        first.World.Effects.ShouldBe(["topic=busy", "clean=done", "topic="]);

        for (long record = 2; record <= whole.Sequence; record++)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = Prepare();
                await DieAsync(bench, record, before, ledger => RunAsync(bench, ledger, Cancelled));
                string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();
                RunState dead = await bench.Session().GetRunAsync(id, CancellationToken.None);
                if (dead.Status == RunStatus.Cancelled)
                {
                    continue;
                }

                // Where the dead process had not been asked yet, its successor is.
                if (!dead.GivenUp)
                {
                    await bench.Journal.PostAsync(id, new CancelRequest("ann", null), CancellationToken.None);
                }

                RunState state = await Clock(bench).RunAsync(bench.ResumeAsync(id));

                string where = $"record {record}, before: {before}";
                state.Status.ShouldBe(RunStatus.Cancelled, where);
                bench.World.Values.GetValueOrDefault("topic", string.Empty).ShouldBeEmpty(where);
                bench.World.Values["clean"].ShouldBe("done", where);
                bench.World.Effects.ShouldBeUnique(where);
                if (dead.GivenUp)
                {
                    bench.World.Effects.ShouldBe(first.World.Effects, where);
                }
            }
        }

        static TestBench Prepare()
        {
            TestBench bench = new();
            bench.OnRecorded = record =>
            {
                if (record.Event is GateOpened)
                {
                    string id = bench.Journal.ListAsync(CancellationToken.None).GetAwaiter().GetResult()[0];
                    bench.Journal.PostAsync(id, new CancelRequest("ann", null), CancellationToken.None).GetAwaiter().GetResult();
                }
            };
            return bench;
        }
    }

    [Fact]
    public async Task A_run_that_is_decided_to_be_undone_and_dies_at_any_record_is_undone_all_the_same()
    {
        using TestBench first = Prepare();
        RunState whole = await RunAsync(first, first.Journal, Guided);
        whole.Status.ShouldBe(RunStatus.Undone);
        first.World.Effects.ShouldBe(["topic=busy", "a=new", "b=new", "b=", "a=", "topic="]);

        for (long record = 2; record < whole.Sequence; record++)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = Prepare();
                await DieAsync(bench, record, before, ledger => RunAsync(bench, ledger, Guided));
                string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();

                RunState state = await Clock(bench).RunAsync(bench.ResumeAsync(id));

                string where = $"record {record}, before: {before}";
                state.Status.ShouldBe(RunStatus.Undone, where);
                state.Failure!.Id.ShouldBe("Sick", where);
                bench.World.Effects.ShouldBe(first.World.Effects, where);
            }
        }

        static TestBench Prepare()
        {
            TestBench bench = new() { Decide = step => Task.FromResult<FailureDecision?>(new FailureDecision(step.Step.Id, "ann", FailureChoice.Undo, null)) };
            bench.Query.Ask = (request, _) => Task.FromResult(request.Text == "clean" ? null : new Failure { Id = "Sick", Message = "sick" });
            return bench;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_undo_that_dies_at_any_record_is_brought_to_its_end(bool byUndo)
    {
        using TestBench first = new();
        long done = (await first.RunAsync(Guided)).Sequence;
        RunState whole = await UndoAsync(first, first.Journal);
        whole.Status.ShouldBe(RunStatus.Undone);
        (whole.Sequence - done).ShouldBeGreaterThan(8);

        for (long record = done + 1; record <= whole.Sequence; record++)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = new();
                (await bench.RunAsync(Guided)).Sequence.ShouldBe(done);
                await DieAsync(bench, record, before, ledger => UndoAsync(bench, ledger));
                string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();
                RunState dead = await bench.Session().GetRunAsync(id, CancellationToken.None);

                RunState state = byUndo || dead.Undoing is null ? await UndoAsync(bench, bench.Journal) : await bench.ResumeAsync(id);

                string where = $"record {record}, before: {before}";
                state.Status.ShouldBe(RunStatus.Undone, where);
                bench.World.Effects.ShouldBe(first.World.Effects, where);
            }
        }
    }

    private static ManualTimeProvider Clock(TestBench bench) => (ManualTimeProvider)bench.Time;

    private static Task DieAsync(TestBench bench, long record, bool before, Func<IRunLedger, Task> work) =>
        Should.ThrowAsync<GuruException>(() => work(new DyingLedger(bench.Journal, record, before)), $"record {record}");

    private static async Task<RunState> RunAsync(TestBench bench, IRunLedger ledger, string yaml)
    {
        RunOptions options = bench.Options with { OnFailure = FailurePolicy.Ask };
        return (await Clock(bench).RunAsync(bench.Session(ledger).RunAsync(bench.Read(yaml), options, bench, bench, CancellationToken.None))).State;
    }

    private static async Task<RunState> UndoAsync(TestBench bench, IRunLedger ledger)
    {
        string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();
        RunOutcome outcome = await bench.Session(ledger).UndoAsync(id, null, "ann", bench, bench, CancellationToken.None);
        return outcome.State;
    }
}
