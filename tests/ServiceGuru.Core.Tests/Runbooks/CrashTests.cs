using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks;

/// <summary>The process dies at every record, before it is written and after; the real SIGKILL is in the end-to-end tests.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Book = """
        name: crash
        steps:
          - { id: topic, uses: test/set, with: { values: { topic: busy } }, undo: automatic }
          - { id: move, uses: test/set, with: { values: { a: new, b: new, c: new } } }
          - { id: ask, uses: test/ask, with: { text: "${{ steps.move.output.summary }}" } }
          - { id: restore, uses: test/set, with: { values: { topic: old } }, when: always }
        """;

    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_run_that_dies_at_any_record_comes_to_the_same_end_with_each_effect_once()
    {
        RunState whole = await _bench.RunAsync(Book);
        IReadOnlyList<string> effects = _bench.World.Effects;
        whole.Sequence.ShouldBeGreaterThan(15);

        for (long record = 2; record <= whole.Sequence; record++)
        {
            foreach (bool before in new[] { true, false })
            {
                using TestBench bench = new();
                DyingLedger ledger = new(bench.Journal, record, before);
                await Should.ThrowAsync<SimulatedDeathException>(() => bench.Session(ledger).RunAsync(bench.Read(Book), bench.Options, bench, bench, CancellationToken.None), $"record {record}");
                string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();

                RunState state = await bench.ResumeAsync(id);

                state.Status.ShouldBe(RunStatus.Succeeded, $"record {record}, before: {before}");
                bench.World.Effects.ShouldBe(effects, $"record {record}, before: {before}");
                state.Step("ask").Output!["text"]!.GetValue<string>().ShouldBe("a,b,c");
            }
        }
    }
}
