using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

public sealed class RecordedChangesTests : IDisposable
{
    private readonly TestBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Applied_changes_of_a_kind_come_newest_first_with_their_run_and_values()
    {
        RunState first = await RunAsync("a");
        ((Time.ManualTimeProvider)_bench.Time).Advance(TimeSpan.FromHours(1));
        _bench.Decline = changes => changes.Where(change => change.Target == "c");
        RunState second = await RunAsync("b", "c");

        List<RecordedChange> changes = await ReadAsync("test", "set");

        changes.Select(change => (change.Run, change.By, change.Change.Target)).ShouldBe([(second.Id, "tester", "b"), (first.Id, "tester", "a")]);
        changes[0].Values["set"].ShouldBe("b");
        (changes[0].At - changes[1].At).ShouldBe(TimeSpan.FromHours(1));
        (await ReadAsync("other", "set")).ShouldBeEmpty();
        (await ReadAsync("test", "unset")).ShouldBeEmpty();
    }

    private Task<RunState> RunAsync(params string[] names) => _bench.RunAsync(
        $"{{ name: set, steps: [ {{ id: set, uses: test/set, with: {{ values: {{ {string.Join(", ", names.Select(name => $"{name}: \"1\""))} }} }} }} ] }}");

    private async Task<List<RecordedChange>> ReadAsync(string service, string kind)
    {
        List<RecordedChange> changes = [];
        await foreach (RecordedChange change in new LedgerHistory(_bench.Journal).RecordedChangesAsync(service, kind, CancellationToken.None))
        {
            changes.Add(change);
        }

        return changes;
    }
}
