using BenchmarkDotNet.Attributes;
using Microsoft.Win32.SafeHandles;
using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Benchmarks;

/// <summary>
/// Durable step records: one at a time, each on disk before the next begins, and 64 that become durable together, as those
/// of steps side by side do. Beside them, on the same disk in the same run, its own limit (a bare write and flush), SQLite, and
/// a PostgreSQL of the benchmark's own where one is installed.
/// </summary>
[MemoryDiagnoser]
public class LedgerBenchmark
{
    private const int Records = 128;
    private const int Group = 64;

    private static readonly Failure Busy = new() { Id = "Busy", Message = "busy" };

    private string _folder = string.Empty;
    private IRunWriter? _journal;
    private PostgresInstance? _server;
    private PostgresLedger? _ledger;
    private IRunWriter? _postgres;
    private SqliteLog? _sqlite;
    private SafeFileHandle? _bare;
    private long _length;
    private int _attempt;

    // In process, BenchmarkDotNet waits for no setup that is asynchronous.
    [GlobalSetup]
    public void Setup() => SetupAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Cleanup() => CleanupAsync().GetAwaiter().GetResult();

    [Benchmark(Baseline = true, OperationsPerInvoke = Records)]
    public void BareWriteAndFlush()
    {
        byte[] line = new byte[300];
        for (int record = 0; record < Records; record++)
        {
            RandomAccess.Write(_bare!, line, _length);
            RandomAccess.FlushToDisk(_bare!);
            _length += line.Length;
        }
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public Task JournalFlushARecord() => OneByOneAsync(_journal!);

    [Benchmark(OperationsPerInvoke = Records)]
    public Task JournalGroupCommit() => InGroupsAsync(_journal!);

    [Benchmark(OperationsPerInvoke = Records)]
    public Task PostgresCommitARecord() => OneByOneAsync(Postgres);

    [Benchmark(OperationsPerInvoke = Records)]
    public Task PostgresGroupCommit() => InGroupsAsync(Postgres);

    [Benchmark(OperationsPerInvoke = Records)]
    public void SqliteFullCommitARecord()
    {
        string line = new('x', 300);
        for (int record = 0; record < Records; record++)
        {
            _sqlite!.Append(line, 1);
        }
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public void SqliteFullGroupCommit()
    {
        string line = new('x', 300);
        for (int record = 0; record < Records; record += Group)
        {
            _sqlite!.Append(line, Group);
        }
    }

    private IRunWriter Postgres => _postgres ?? throw new InvalidOperationException(PostgresInstance.Missing);

    private static RunCreated Created(string folder) => new()
    {
        Runbook = "bench",
        RunbookText = "text",
        RunbookHash = "hash",
        Service = "service",
        Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = folder,
        By = "bench",
    };

    private async Task SetupAsync()
    {
        _folder = Directory.CreateTempSubdirectory("guru-bench-").FullName;
        _journal = await new JournalLedger(_folder, TimeProvider.System).CreateAsync(RunIds.Create(TimeProvider.System.GetUtcNow()), Created(_folder), CancellationToken.None);
        _bare = File.OpenHandle(Path.Combine(_folder, "bare"), FileMode.Create, FileAccess.Write);
        _sqlite = new SqliteLog(Path.Combine(_folder, "log.db"));
        if (PostgresInstance.Missing is { } missing)
        {
            Console.WriteLine(missing);
            return;
        }

        _server = await PostgresInstance.StartAsync();
        _ledger = new PostgresLedger(PostgresAddress.Parse(_server.Address()), async (reference, token) => await File.ReadAllTextAsync(reference.Path, token), TimeProvider.System);
        _postgres = await _ledger.CreateAsync(RunIds.Create(TimeProvider.System.GetUtcNow()), Created(_folder), CancellationToken.None);
    }

    private async Task CleanupAsync()
    {
        await _journal!.DisposeAsync();
        if (_server is not null)
        {
            await _postgres!.DisposeAsync();
            await _ledger!.DisposeAsync();
            await _server.DisposeAsync();
        }

        _bare!.Dispose();
        _sqlite!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task OneByOneAsync(IRunWriter writer)
    {
        for (int record = 0; record < Records; record += 2)
        {
            await writer.AppendAsync(Begin(), CancellationToken.None);
            await writer.AppendAsync(End(), CancellationToken.None);
        }
    }

    private async Task InGroupsAsync(IRunWriter writer)
    {
        for (int record = 0; record < Records; record += Group)
        {
            await writer.AppendAsync([.. Enumerable.Range(0, Group / 2).SelectMany(_ => new RunEvent[] { Begin(), End() })], CancellationToken.None);
        }
    }

    private StepStarted Begin() => new("ask", ++_attempt, []);

    private static StepFailed End() => new("ask", Busy, null, TimeProvider.System.GetUtcNow());
}
