using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace ServiceGuru.Benchmarks;

/// <summary>
/// What an import costs beside an empty pwsh, Pester and a bare binary module: ten starts of each, one after the other by
/// turns, so that whatever the machine does besides falls on all alike. Medians.
/// </summary>
internal static class ImportCost
{
    private const int Starts = 10;

    // Linux knows exactly what is private; elsewhere the runtime's figure has to do.
    private const string Report = """
        ; $clock = if ($clock) { $clock.Elapsed.TotalMilliseconds } else { 0 }
        $me = [System.Diagnostics.Process]::GetCurrentProcess()
        $private = $me.PrivateMemorySize64
        if ([System.IO.File]::Exists('/proc/self/smaps_rollup')) {
            $private = 0
            foreach ($line in [System.IO.File]::ReadAllLines('/proc/self/smaps_rollup')) {
                if ($line.StartsWith('Private_')) { $private += 1024 * [long]$line.Split(' ', [System.StringSplitOptions]'RemoveEmptyEntries')[1] }
            }
        }
        [string]::Join(' ', @($me.TotalProcessorTime.TotalMilliseconds, $clock, $private, $me.WorkingSet64))
        """;

    public static async Task RunAsync()
    {
        string root = Metadata("RepositoryRoot");
        (string Name, string? Import)[] rows =
        [
            ("empty pwsh", null),
            ("a bare binary module", Path.Combine(root, "tests", "ServiceGuru.OldNeighbor", "bin", "ServiceGuru.OldNeighbor.dll")),
            ("ServiceGuru", Path.Combine(root, "output", "ServiceGuru", Metadata("ModuleVersion"), "ServiceGuru.psd1")),
            ("Pester", "Pester"),
        ];

        // The first start of each reads from the disk what the others find in memory.
        foreach ((_, string? import) in rows)
        {
            await StartAsync(import).ConfigureAwait(false);
        }

        Dictionary<string, List<ImportSample>> samples = rows.ToDictionary(row => row.Name, _ => new List<ImportSample>());
        for (int start = 0; start < Starts; start++)
        {
            foreach ((string name, string? import) in rows)
            {
                samples[name].Add(await StartAsync(import).ConfigureAwait(false));
            }
        }

        Print(samples);
    }

    private static void Print(Dictionary<string, List<ImportSample>> samples)
    {
        ImportSample empty = Median(samples.Values.First());
        Console.WriteLine("| What | Start to end | over empty | Processor | over empty | Import alone | Private memory | over empty | Working set |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, List<ImportSample> taken) in samples)
        {
            ImportSample median = Median(taken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {median.Wall:N0} ms | {median.Wall - empty.Wall:N0} ms | {median.Processor:N0} ms | {median.Processor - empty.Processor:N0} ms | {median.Import:N0} ms | {Megabytes(median.Private):N1} MB | {Megabytes(median.Private - empty.Private):N1} MB | {Megabytes(median.WorkingSet):N1} MB |"));
        }
    }

    private static ImportSample Median(List<ImportSample> samples) => new(
        Middle(samples.Select(sample => sample.Wall)),
        Middle(samples.Select(sample => sample.Processor)),
        Middle(samples.Select(sample => sample.Import)),
        Middle(samples.Select(sample => sample.Private)),
        Middle(samples.Select(sample => sample.WorkingSet)));

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static double Megabytes(double bytes) => bytes / 1048576;

    private static async Task<ImportSample> StartAsync(string? import)
    {
        string script = import is null
            ? "$clock = $null" + Report
            : $"$clock = [System.Diagnostics.Stopwatch]::StartNew(); Import-Module '{import}' -ErrorAction Stop; $clock.Stop()" + Report;
        Stopwatch watch = Stopwatch.StartNew();
        using Process pwsh = Process.Start(new ProcessStartInfo("pwsh", ["-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true })!;
        string told = await pwsh.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await pwsh.WaitForExitAsync().ConfigureAwait(false);
        double wall = watch.Elapsed.TotalMilliseconds;
        if (pwsh.ExitCode != 0)
        {
            throw new InvalidOperationException($"pwsh could not import {import}: {told}");
        }

        double[] figures = [.. told.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture))];
        return new ImportSample(wall, figures[0], figures[1], figures[2], figures[3]);
    }

    private static string Metadata(string key) => typeof(ImportCost).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;
}
