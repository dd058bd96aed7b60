using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Effects;
using ServiceGuru.EndToEnd.Runner;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Kill;

/// <summary>Runs of one runbook in folders of their own, all carried out by one process that is started anew whenever it was killed.</summary>
internal sealed class MatrixBench : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private readonly string _ledger;

    public MatrixBench(string ledger)
    {
        _ledger = ledger;
        Ledger = LedgerChoice.Open(new SessionSettings
        {
            ShippedDirectory = _folder,
            CurrentDirectory = _folder,
            StateDirectory = Path.Combine(_folder, "state"),
            Environment = _ => null,
            Ledger = ledger,
        });
    }

    private readonly string _folder = Directory.CreateTempSubdirectory("guru-matrix-").FullName;

    public IRunLedger Ledger { get; }

    /// <summary>Adds a run, which the next process begins.</summary>
    /// <param name="run">Its name.</param>
    /// <param name="runbook">The runbook; <c>FOLDER</c> stands for the run's folder.</param>
    /// <param name="deaths">The records at which its process dies.</param>
    public void Add(string run, string runbook, IEnumerable<string> deaths)
    {
        string folder = Path.Combine(_folder, run);
        Directory.CreateDirectory(Path.Combine(folder, "died"));
        File.WriteAllText(Path.Combine(folder, "book.yaml"), runbook.Replace("FOLDER", folder, StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(folder, "deaths"), deaths);
    }

    /// <summary>Carries all runs to their ends, and gives how many processes have died.</summary>
    public Task<int> RunAsync() => MortalProcess.KeepAsync(_folder, Patience, "matrix", _ledger, _folder);

    /// <summary>Gives the effects of a run, the oldest first.</summary>
    public string[] Effects(string run) => EffectOperation.Read(Path.Combine(_folder, run));

    /// <summary>Gives the chosen deaths that have not happened.</summary>
    public string[] Missed(string run)
    {
        string folder = Path.Combine(_folder, run);
        return [.. File.ReadAllLines(Path.Combine(folder, "deaths")).Except(Directory.GetFiles(Path.Combine(folder, "died")).Select(Path.GetFileName).OfType<string>())];
    }

    /// <summary>Gives the id of a run, and of the runs of its targets.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string run)
    {
        List<string> ids = [];
        await foreach (string id in Ledger.FindAsync(new RunFilter { Service = run }, CancellationToken.None))
        {
            ids.Add(id);
        }

        string own = ids.ShouldHaveSingleItem();
        return [own, .. (await Ledger.ListTargetsAsync(own, CancellationToken.None)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Gives the names of the records of a run and of the runs of its targets.</summary>
    public async Task<IReadOnlyList<string>> RecordsAsync(string run)
    {
        List<string> names = [];
        foreach (string id in await IdsAsync(run))
        {
            RunState? state = null;
            foreach (LedgerRecord record in await Ledger.ReadAsync(id, CancellationToken.None))
            {
                names.Add(RecordName.Of(id, state, record.Event));
                state = state is null ? RunTransitions.Begin(id, record) : RunTransitions.Apply(state, record);
            }
        }

        return names;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
