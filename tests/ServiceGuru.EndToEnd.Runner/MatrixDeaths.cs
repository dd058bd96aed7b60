using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// A ledger whose process dies at chosen records of its runs and of their targets' runs, before they are written or after;
/// at each of them once. The file <c>deaths</c> in the folder of the run has a line for each, see <see cref="RecordName"/>.
/// </summary>
/// <param name="inner">The ledger.</param>
/// <param name="folder">The folder that has one for each run; that is called as its service.</param>
/// <param name="life">The process's life.</param>
internal sealed class MatrixDeaths(IRunLedger inner, string folder, MatrixLife life) : DelegatingRunLedger(inner)
{
    private readonly Dictionary<string, HashSet<string>> _deaths = Directory.GetDirectories(folder)
        .Where(run => File.Exists(Path.Combine(run, "deaths")))
        .ToDictionary(run => Path.GetFileName(run), run => File.ReadLines(Path.Combine(run, "deaths")).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        string name = RecordName.Of(runId, null, created);
        await PassAsync(created.Service, $"{name} before");
        IRunWriter writer = await base.CreateAsync(runId, created, cancellationToken);
        await PassAsync(created.Service, $"{name} after");
        return new Writer(writer, this);
    }

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => new Writer(await base.OpenAsync(runId, cancellationToken), this);

    private async Task PassAsync(string run, string place)
    {
        if (life.IsDying(run))
        {
            await life.DieAsync();
        }

        string died = Path.Combine(folder, run, "died", place);
        if (_deaths.TryGetValue(run, out HashSet<string>? deaths) && deaths.Contains(place) && !File.Exists(died))
        {
            if (life.Choose(run))
            {
                await File.WriteAllTextAsync(died, string.Empty);
            }

            await life.DieAsync();
        }
    }

    private sealed class Writer(IRunWriter inner, MatrixDeaths deaths) : DelegatingRunWriter(inner)
    {
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            RunState before = State;
            string name = RecordName.Of(before.Id, before, runEvent);
            await deaths.PassAsync(before.Created.Service, $"{name} before");
            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            await deaths.PassAsync(before.Created.Service, $"{name} after");
            return written;
        }
    }
}
