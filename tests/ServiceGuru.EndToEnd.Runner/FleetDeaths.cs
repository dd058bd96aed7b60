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

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        Die(runId, created, "before");
        IRunWriter writer = await base.CreateAsync(runId, created, cancellationToken);
        Die(runId, created, "after");
        return new Writer(writer, this);
    }

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) => new Writer(await base.OpenAsync(runId, cancellationToken), this);

    private void Die(string runId, RunEvent runEvent, string when)
    {
        string name = runEvent is TargetEnded ended ? $"TargetEnded-{ended.Target}" : runEvent.GetType().Name;
        string death = $"{RunIds.IndexOf(runId)} {name} {when}";
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
        public override async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
        {
            deaths.Die(State.Id, runEvent, "before");
            LedgerRecord written = await base.AppendAsync(runEvent, cancellationToken);
            deaths.Die(State.Id, runEvent, "after");
            return written;
        }
    }
}
