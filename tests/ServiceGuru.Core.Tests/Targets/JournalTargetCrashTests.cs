using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks;

public sealed class JournalTargetCrashTests : TargetCrashTests
{
    protected override int Stride => 1;

    private protected override Task<TestBench> OpenAsync() => Task.FromResult(new TestBench());

    [Fact]
    public async Task A_journal_that_a_death_left_without_a_whole_record_is_begun_anew()
    {
        using TestBench bench = new();
        string id = RunIds.OfTarget("20261123-130502-k7qd", "each", 1);
        string folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "runs", "20261123-130502-k7qd", "targets", "each.1")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "journal.jsonl"), "{\"seq\":1,\"ti");
        RunCreated created = new() { Runbook = "b", RunbookText = "{}", RunbookHash = "0", Service = "test", Steps = [], WorkingDirectory = bench.Folder, By = "tester" };

        await (await bench.Journal.CreateAsync(id, created, CancellationToken.None)).DisposeAsync();

        (await bench.Journal.ReadAsync(id, CancellationToken.None)).Single().Event.ShouldBeOfType<RunCreated>();
        (await Should.ThrowAsync<GuruException>(() => bench.Journal.CreateAsync(id, created, CancellationToken.None))).Failure.Id.ShouldBe("LedgerUnwritable");
    }
}
