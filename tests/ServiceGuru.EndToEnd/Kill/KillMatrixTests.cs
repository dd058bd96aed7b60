using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Runbooks.State;
using Xunit.Abstractions;

namespace ServiceGuru.EndToEnd.Kill;

/// <summary>
/// SIGKILL of the process before and after every record of a run of 20 steps, of the runs of its targets, and of their undo, in
/// both ledgers: steps side by side, a gate, a pause, a retry, a failure that somebody decides about, an automatic undo, a
/// step that runs always, and then the undo of the whole run. Each run dies many times, and comes to the same end as the one
/// that never died, with every effect exactly once.
/// </summary>
public sealed class KillMatrixTests(ITestOutputHelper output)
{
    private const string Whole = "whole";

    private const string Runbook = """
        name: matrix
        steps:
          - { id: open, uses: test/effect, undo: automatic, with: { name: open, folder: "FOLDER" } }
          - { id: left-1, needs: [open], uses: test/effect, undo: automatic, with: { name: left-1, folder: "FOLDER" } }
          - { id: left-2, needs: [open], uses: test/effect, undo: automatic, with: { name: left-2, folder: "FOLDER" } }
          - { id: left-3, needs: [open], uses: test/effect, with: { name: left-3, folder: "FOLDER" } }
          - { id: left-4, needs: [open], uses: test/effect, with: { name: left-4, folder: "FOLDER" } }
          - { id: flaky, needs: [open], uses: test/effect, retry: { attempts: 2, backoff: 100ms }, undo: automatic, with: { name: flaky, folder: "FOLDER" } }
          - { id: gate, needs: [left-1, left-2, left-3, left-4, flaky], uses: gate/approval, with: { question: "Go on?" } }
          - { id: each, uses: test/effect, forEach: [a, b, c], maxParallel: 2, with: { name: "target-${{ item }}", folder: "FOLDER" } }
          - { id: right-1, needs: [gate], uses: test/effect, with: { name: right-1, folder: "FOLDER" } }
          - { id: right-2, needs: [right-1], uses: test/effect, with: { name: right-2, folder: "FOLDER" } }
          - { id: right-3, needs: [gate], uses: test/effect, undo: automatic, with: { name: right-3, folder: "FOLDER" } }
          - { id: right-4, needs: [right-3], uses: test/effect, with: { name: right-4, folder: "FOLDER" } }
          - { id: join, needs: [each, right-2, right-4], uses: test/effect, with: { name: join, folder: "FOLDER" } }
          - { id: last-1, needs: [join], uses: test/effect, with: { name: last-1, folder: "FOLDER" } }
          - { id: last-2, needs: [join], uses: test/effect, with: { name: last-2, folder: "FOLDER" } }
          - { id: broken, needs: [last-1, last-2], uses: test/effect, with: { name: broken, folder: "FOLDER" } }
          - { id: never, needs: [broken], uses: test/effect, with: { name: never, folder: "FOLDER" } }
          - { id: fine, needs: [join], when: failure, uses: test/effect, with: { name: fine, folder: "FOLDER" } }
          - { id: rescue, needs: [broken], when: failure, uses: test/effect, with: { name: rescue, folder: "FOLDER" } }
          - { id: close, needs: [never, rescue], when: always, uses: test/effect, with: { name: close, folder: "FOLDER" } }
        """;

    private static readonly string[] Acts =
    [
        "open", "left-1", "left-2", "left-3", "left-4", "flaky-1", "flaky-2", "target-a", "target-b", "target-c", "right-1", "right-2", "right-3", "right-4", "join", "last-1", "last-2", "broken",
        "rescue", "close",
    ];

    [Fact]
    public Task A_run_of_20_steps_on_the_journal_killed_at_every_record_comes_to_the_same_end() => KillAsync("journal", 24);

    [SkippableFact]
    public async Task A_run_of_20_steps_on_PostgreSQL_killed_at_every_record_comes_to_the_same_end()
    {
        PostgresInstance.Require();
        await KillAsync((await PostgresInstance.Shared).Address(), 16);
    }

    private async Task KillAsync(string ledger, int count)
    {
        long began = Stopwatch.GetTimestamp();
        using MatrixBench bench = new(ledger);
        bench.Add(Whole, Runbook, []);
        (await bench.RunAsync()).ShouldBe(0);
        RunState whole = (await EndsAsync(bench, Whole))[0];
        whole.Steps.Count.ShouldBe(20);
        bench.Effects(Whole).Order(StringComparer.Ordinal).ShouldBe(Acts.Concat(Acts.Select(act => $"undo-{act}")).Order(StringComparer.Ordinal));
        IReadOnlyList<string> records = await bench.RecordsAsync(Whole);
        records.ShouldBeUnique();

        string[] runs = [.. Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"run-{number}"))];
        ILookup<string, string> deaths = records
            .SelectMany((record, index) => new[] { (Run: runs[index % count], At: $"{record} after"), (Run: runs[(index + (count / 2)) % count], At: $"{record} before") })
            .Concat(runs.Select((run, index) => (Run: run, At: string.Create(CultureInfo.InvariantCulture, $"RunResumed {1 + (index / 2)} {(index % 2 == 0 ? "before" : "after")}"))))
            .ToLookup(death => death.Run, death => death.At);
        foreach (string run in runs)
        {
            bench.Add(run, Runbook, deaths[run]);
        }

        int died = await bench.RunAsync();

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{records.Count} records, {deaths.Sum(of => of.Count())} deaths of {count} runs in {died} processes, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
        foreach (string run in runs)
        {
            bench.Missed(run).ShouldBeEmpty($"{run}: every death was to happen");
            bench.Effects(run).Order(StringComparer.Ordinal).ShouldBe(bench.Effects(Whole).Order(StringComparer.Ordinal), $"{run}: every effect happens once");
            IReadOnlyList<RunState> ends = await EndsAsync(bench, run);
            ends[0].Steps.Select(step => (step.Step.Id, step.Status)).ShouldBe(whole.Steps.Select(step => (step.Step.Id, step.Status)), run);
        }
    }

    // The run, and the runs of its targets: each undone, and its record whole.
    private static async Task<IReadOnlyList<RunState>> EndsAsync(MatrixBench bench, string run)
    {
        List<RunState> ends = [];
        foreach (string id in await bench.IdsAsync(run))
        {
            RunState state = RunTransitions.Fold(id, await bench.Ledger.ReadAsync(id, CancellationToken.None));
            state.Status.ShouldBe(RunStatus.Undone, $"{run}, {id}: {state.Failure}");
            (await bench.Ledger.AuditAsync(id, CancellationToken.None)).Intact.ShouldBeTrue(id);
            ends.Add(state);
        }

        ends.Count.ShouldBe(4);
        return ends;
    }
}
