using BenchmarkDotNet.Attributes;
using Microsoft.Win32.SafeHandles;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Benchmarks;

/// <summary>Durable step records: each is on disk before the next begins. Beside it the disk's own limit, a bare write and flush.</summary>
[MemoryDiagnoser]
public class JournalBenchmark
{
    private const int Records = 200;

    private string _folder = string.Empty;
    private IRunWriter? _writer;
    private SafeFileHandle? _bare;
    private long _length;
    private int _attempt;

    [GlobalSetup]
    public async Task Setup()
    {
        _folder = Directory.CreateTempSubdirectory("guru-bench-").FullName;
        JournalLedger ledger = new(_folder, TimeProvider.System);
        _writer = await ledger.CreateAsync(RunIds.Create(TimeProvider.System.GetUtcNow()), new RunCreated
        {
            Runbook = "bench",
            RunbookText = "text",
            RunbookHash = "hash",
            Service = "service",
            Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
            WorkingDirectory = _folder,
            By = "bench",
        }, CancellationToken.None);
        _bare = File.OpenHandle(Path.Combine(_folder, "bare"), FileMode.Create, FileAccess.Write);
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _writer!.DisposeAsync();
        _bare!.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

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
    public async Task DurableStepRecord()
    {
        for (int record = 0; record < Records; record += 2)
        {
            await _writer!.AppendAsync(new StepStarted("ask", ++_attempt, []), CancellationToken.None);
            await _writer.AppendAsync(new StepFailed("ask", new() { Id = "Busy", Message = "busy" }, null, TimeProvider.System.GetUtcNow()), CancellationToken.None);
        }
    }
}
