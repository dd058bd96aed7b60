using System.Collections.Concurrent;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// A ledger whose process dies at chosen records of its runs and of their targets' runs, before they are written or after;
/// at each of them once. The file <c>deaths</c> in the folder of the run has a line for each, see <see cref="RecordName"/>.
/// </summary>
/// <param name="inner">The ledger.</param>
/// <param name="folder">The folder that has one for each run.</param>
/// <param name="folderOf">How the folder of a run is called.</param>
/// <param name="life">The process's life.</param>
internal sealed class MatrixDeaths(IRunLedger inner, string folder, Func<RunCreated, string> folderOf, MatrixLife life) : DelegatingRunLedger(inner)
{
    private readonly Dictionary<string, HashSet<string>> _deaths = Directory.GetDirectories(folder)
        .Where(run => File.Exists(Path.Combine(run, "deaths")))
        .ToDictionary(run => Path.GetFileName(run), run => File.ReadLines(Path.Combine(run, "deaths")).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);

    private string FolderOf(RunCreated created) => folderOf(created);

    // One record of a run and its targets at a time; who waits for death keeps the turn, so that nothing more is written.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        new Writer(await WriteAsync(FolderOf(created), RecordName.Of(runId, null, created), () => base.CreateAsync(runId, created, cancellationToken)), this);

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => new Writer(await base.OpenAsync(runId, cancellationToken), this);

    private async Task<T> WriteAsync<T>(string run, string record, Func<Task<T>> write)
    {
        SemaphoreSlim turn = _turns.GetOrAdd(run, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(CancellationToken.None);
        try
        {
            await PassAsync(run, $"{record} before");
            T written = await write();
            await PassAsync(run, $"{record} after");
            return written;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task PassAsync(string run, string place)
    {
        string died = Path.Combine(folder, run, "died", place);
        if (_deaths.TryGetValue(run, out HashSet<string>? deaths) && deaths.Contains(place) && !File.Exists(died))
        {
            await File.WriteAllTextAsync(died, string.Empty);
            await life.DieAsync();
        }
    }

    private sealed class Writer(IRunWriter inner, MatrixDeaths deaths) : DelegatingRunWriter(inner)
    {
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            RunState before = State;
            return await deaths.WriteAsync(deaths.FolderOf(before.Created), RecordName.Of(before.Id, before, runEvent), () => base.AppendAsync(runEvent, cancellationToken).AsTask());
        }
    }
}
