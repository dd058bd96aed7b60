using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.EndToEnd.Runner;

/// <summary>
/// A ledger that kills its own process, as <c>kill -9</c> does, at chosen records of a run and of its targets' runs. Each
/// death happens once, whichever process comes to it: a file in a folder that all share tells.
/// </summary>
/// <param name="inner">The ledger.</param>
/// <param name="folder">The folder; its file <c>deaths</c> has a line for each: <c>TARGET RECORD before|after</c>, target 0 for the run itself.</param>
internal sealed class FleetDeaths(IRunLedger inner, string folder) : DelegatingRunLedger(inner)
{
    private readonly HashSet<string> _deaths = [.. File.ReadLines(Path.Combine(folder, "deaths"))];

    // One chosen record at a time: another one's death between a record and its own would let that one's never happen.
    private readonly SemaphoreSlim _turn = new(1, 1);

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        new Writer(await WriteAsync(runId, created, () => base.CreateAsync(runId, created, cancellationToken)), this);

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => new Writer(await base.OpenAsync(runId, cancellationToken), this);

    private static string NameOf(string runId, RunEvent runEvent, string when)
    {
        string name = runEvent is TargetEnded ended ? $"TargetEnded-{ended.Target}" : runEvent.GetType().Name;
        return $"{RunIds.IndexOf(runId)} {name} {when}";
    }

    private async Task<T> WriteAsync<T>(string runId, RunEvent runEvent, Func<Task<T>> write)
    {
        (string before, string after) = (NameOf(runId, runEvent, "before"), NameOf(runId, runEvent, "after"));
        if (!_deaths.Contains(before) && !_deaths.Contains(after))
        {
            return await write();
        }

        await _turn.WaitAsync(CancellationToken.None);
        try
        {
            Die(before);
            T written = await write();
            Die(after);
            return written;
        }
        finally
        {
            _turn.Release();
        }
    }

    private void Die(string death)
    {
        if (!_deaths.Contains(death))
        {
            return;
        }

        try
        {
            File.Open(Path.Combine(folder, "died", death.Replace(' ', '_')), FileMode.CreateNew).Dispose();
        }
        catch (IOException)
        {
            // It has happened, in this process or in another.
            return;
        }

        Process.GetCurrentProcess().Kill();
    }

    private sealed class Writer(IRunWriter inner, FleetDeaths deaths) : DelegatingRunWriter(inner)
    {
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken) =>
            await deaths.WriteAsync(State.Id, runEvent, () => base.AppendAsync(runEvent, cancellationToken).AsTask());
    }
}
