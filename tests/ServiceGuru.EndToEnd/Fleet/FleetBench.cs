using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Effects;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Fleet;

/// <summary>A run over many targets in a folder of its own: one host process, any number of workers, each started anew when it was killed.</summary>
internal sealed class FleetBench : IDisposable
{
    private const int Killed = 137;

    // Each death costs a start of a process, and a loaded machine may take seconds over one.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PatienceOfDeath = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _patience;
    private readonly string _ledger;
    private readonly string _queue;
    private readonly ConcurrentBag<Process> _processes = [];
    private int _deaths;

    public FleetBench(string ledger, string queue, IEnumerable<string> targets, int parallel, IEnumerable<string> deaths)
    {
        _ledger = ledger;
        _queue = queue;
        Directory.CreateDirectory(Path.Combine(Folder, "died"));
        string[] chosen = [.. deaths];
        _patience = Patience + (chosen.Length * PatienceOfDeath);
        File.WriteAllLines(Path.Combine(Folder, "deaths"), chosen);
        File.WriteAllText(Path.Combine(Folder, "book.yaml"), string.Create(
            CultureInfo.InvariantCulture,
            $$$"""
            name: fleet
            steps:
              - id: each
                uses: test/effect
                maxParallel: {{{parallel}}}
                failureBudget: 100%
                forEach: [{{{string.Join(", ", targets)}}}]
                with: { name: "${{ item }}", folder: "{{{Folder}}}" }
            """));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("guru-fleet-").FullName;

    /// <summary>How many processes have died.</summary>
    public int Deaths => _deaths;

    /// <summary>How many of the chosen deaths have happened.</summary>
    public int ChosenDeaths => Directory.GetFiles(Path.Combine(Folder, "died")).Length;

    public Dictionary<string, string> Environment { get; } = [];

    public IRunLedger Ledger => LedgerChoice.Open(new SessionSettings
    {
        ShippedDirectory = Folder,
        CurrentDirectory = Folder,
        StateDirectory = Path.Combine(Folder, "state"),
        Environment = _ => null,
        Ledger = _ledger,
    });

    public string[] Effects => EffectOperation.Read(Folder);

    /// <summary>Carries the run out with so many workers, and gives how the host ended.</summary>
    public async Task<(int ExitCode, string Error)> RunAsync(int workers, Func<Task>? meanwhile = null)
    {
        using CancellationTokenSource over = new();
        using CancellationTokenSource patience = new(_patience);
        Task[] working = [.. Enumerable.Range(0, workers).Select(_ => KeepAsync("worker", over.Token, patience.Token))];
        Task<(int ExitCode, string Error)> host = KeepAsync("host", CancellationToken.None, patience.Token);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        (int ExitCode, string Error) end = await host;
        await over.CancelAsync();
        await Task.WhenAll(working);
        return end;
    }

    /// <summary>Returns when so many effects have happened.</summary>
    public async Task UntilAsync(int effects)
    {
        using CancellationTokenSource patience = new(_patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(20));
        while (Effects.Length < effects)
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    public async Task<RunState> StateAsync()
    {
        IRunLedger ledger = Ledger;
        string id = (await ledger.ListAsync(CancellationToken.None)).Single();
        return RunTransitions.Fold(id, await ledger.ReadAsync(id, CancellationToken.None));
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    // A killed process is started anew, as a service manager does.
    private async Task<(int ExitCode, string Error)> KeepAsync(string role, CancellationToken over, CancellationToken patience)
    {
        while (true)
        {
            ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "ServiceGuru.EndToEnd.Runner.dll"), "fleet", role, _ledger, _queue, Folder])
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach ((string name, string value) in Environment)
            {
                start.Environment[name] = value;
            }

            // Quick to start rather than quick to run: it lives for a moment.
            start.Environment["DOTNET_TieredPGO"] = "0";
            Process process = Process.Start(start)!;
            _processes.Add(process);
            Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            using CancellationTokenRegistration ending = over.Register(() => Terminate(process));
            await process.WaitForExitAsync(patience);
            await output;
            if (process.ExitCode != Killed)
            {
                return (process.ExitCode, await error);
            }

            Interlocked.Increment(ref _deaths);
        }
    }

    private static void Terminate(Process process)
    {
        if (!process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }
    }
}
