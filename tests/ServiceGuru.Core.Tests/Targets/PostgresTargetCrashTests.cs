using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Ledger;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

public sealed class PostgresTargetCrashTests : TargetCrashTests, IAsyncLifetime
{
    private readonly List<PostgresLedger> _ledgers = [];

    // Seven hits every kind of record, and both ledgers share the engine.
    protected override int Stride => 7;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresLedger ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    private protected override async Task<TestBench> OpenAsync()
    {
        ManualTimeProvider time = new();
        PostgresLedger ledger = await TestLedger.OpenAsync(time);
        _ledgers.Add(ledger);
        return new TestBench(time) { Ledger = ledger };
    }
}
