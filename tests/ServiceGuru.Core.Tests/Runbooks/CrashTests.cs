using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

/// <summary>The process dies at every record, before it is written and after; the real SIGKILL is in the end-to-end tests.</summary>
public abstract class CrashTests
{
    private const string Book = """
        name: crash
        steps:
          - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
          - { id: move, uses: test/set, with: { values: { a: new, b: new, c: new } } }
          - { id: ask, uses: test/ask, with: { text: "${{ steps.move.output.summary }}" } }
          - { id: restore, uses: test/set, with: { values: { topic: old } }, when: always }
        """;

    [SkippableFact]
    public async Task A_run_that_dies_at_any_record_comes_to_the_same_end_with_each_effect_once()
    {
        using TestBench undisturbed = await OpenAsync();
        RunState whole = await undisturbed.RunAsync(Book);
        IReadOnlyList<string> effects = undisturbed.World.Effects;
        whole.Sequence.ShouldBeGreaterThan(15);

        for (long record = 2; record <= whole.Sequence; record++)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = await OpenAsync();
                DyingLedger ledger = new(bench.Ledger, record, before);
                (await Should.ThrowAsync<GuruException>(() => bench.Session(ledger).RunAsync(bench.Read(Book), bench.Options, bench, bench, CancellationToken.None), $"record {record}")).Failure.Id.ShouldBe("LedgerUnwritable");
                string id = (await bench.Ledger.ListAsync(CancellationToken.None)).Single();

                RunState state = await bench.ResumeAsync(id);

                state.Status.ShouldBe(RunStatus.Succeeded, $"record {record}, before: {before}");
                bench.World.Effects.ShouldBe(effects, $"record {record}, before: {before}");
                state.Step("ask").OutputAsJson()!["text"]!.GetValue<string>().ShouldBe("a,b,c");
            }
        }
    }

    private protected abstract Task<TestBench> OpenAsync();
}
