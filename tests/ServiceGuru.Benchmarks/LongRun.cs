using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Benchmarks;

/// <summary>
/// A run of ten thousand steps, one after the other: its time, the engine's share of it, memory, and how long a resume
/// needs to find its place. Not BenchmarkDotNet's kind of measuring: one long thing, and the memory while it is there.
/// </summary>
internal static class LongRun
{
    private const int Steps = 10_000;

    public static async Task RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("guru-bench-").FullName;
        try
        {
            OperationCatalog operations = new([new NothingOperation()]);
            Stopwatch watch = Stopwatch.StartNew();
            Runbook runbook = new RunbookReader(new YamlDocumentParser(), operations).Read(Text(), null);
            Print("read and check a runbook of 10,000 steps", watch.Elapsed);

            JournalLedger journal = new(folder, TimeProvider.System);
            await MeasureAsync("in memory (the engine alone)", Session(new MemoryLedger(journal), operations), runbook, folder).ConfigureAwait(false);
            await MeasureAsync("on the journal, a flush a record", Session(journal, operations), runbook, folder).ConfigureAwait(false);

            string run = (await journal.ListAsync(CancellationToken.None).ConfigureAwait(false))[0];
            await StopBeforeTheLastStepAsync(folder, run).ConfigureAwait(false);
            watch.Restart();
            RunOutcome resumed = await Session(journal, operations).ResumeAsync(run, "bench", new Silent(), new Silent(), CancellationToken.None).ConfigureAwait(false);
            Print($"resume at step 10,000 of {resumed.State.Sequence} records, to its end", watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(string name, ServiceSession session, Runbook runbook, string folder)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes();
        Stopwatch watch = Stopwatch.StartNew();
        RunOutcome outcome = await session.RunAsync(runbook, new RunOptions { By = "bench", WorkingDirectory = folder }, new Silent(), new Silent(), CancellationToken.None).ConfigureAwait(false);
        TimeSpan elapsed = watch.Elapsed;
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print($"run of 10,000 steps {name}: {outcome.State.Status}", elapsed);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {elapsed.TotalMicroseconds / Steps:N0} µs a step, {(GC.GetTotalAllocatedBytes() - allocated) / Steps / 1024.0:N1} KB allocated a step, {kept / 1048576.0:N1} MB held by its state"));
    }

    // As a process leaves it that was killed before the last step: its last records are not there.
    private static async Task StopBeforeTheLastStepAsync(string folder, string run)
    {
        string journal = Path.Combine(folder, "runs", run, "journal.jsonl");
        string[] lines = await File.ReadAllLinesAsync(journal).ConfigureAwait(false);
        await File.WriteAllTextAsync(journal, string.Concat(lines.SkipLast(3).Select(line => line + "\n"))).ConfigureAwait(false);
    }

    private static ServiceSession Session(IRunLedger ledger, OperationCatalog operations) => new()
    {
        Service = new ServiceDefinition { Name = "bench" },
        Connections = BenchContext.Nothing,
        Ledger = ledger,
        Operations = operations,
        Parser = new YamlDocumentParser(),
        Time = TimeProvider.System,
    };

    private static string Text()
    {
        StringBuilder text = new("name: long\nsteps:\n");
        for (int number = 1; number <= Steps; number++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: s{number}, uses: bench/nothing, with: {{ number: {(number == 1 ? "0" : $"\"${{{{ steps.s{number - 1}.output.number }}}}\"")} }} }}\n");
        }

        return text.ToString();
    }

    private static void Print(string what, TimeSpan elapsed) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {elapsed.TotalSeconds:N2} s"));
}
