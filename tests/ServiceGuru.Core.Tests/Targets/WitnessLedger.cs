using System.Collections.Concurrent;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks;

/// <summary>A ledger that knows which of its runs somebody still holds in memory: their writer, or their beginning, which every state of them has.</summary>
internal sealed class WitnessLedger(IRunLedger inner) : DelegatingRunLedger(inner)
{
    private readonly ConcurrentDictionary<string, ConcurrentBag<WeakReference>> _seen = new();

    /// <summary>The runs that have been begun.</summary>
    public IReadOnlyCollection<string> Begun => [.. _seen.Keys];

    /// <summary>The runs that somebody still holds.</summary>
    public IReadOnlyCollection<string> Held
    {
        get
        {
            // What one round leaves to finalizers, the next one takes.
            for (int round = 0; round < 2; round++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return [.. _seen.Where(run => run.Value.Any(one => one.IsAlive)).Select(run => run.Key)];
        }
    }

    public override async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken) =>
        Witness(runId, await base.CreateAsync(runId, created, cancellationToken));

    public override async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken) =>
        Witness(runId, await base.OpenAsync(runId, cancellationToken));

    private IRunWriter Witness(string runId, IRunWriter writer)
    {
        ConcurrentBag<WeakReference> seen = _seen.GetOrAdd(runId, _ => []);
        seen.Add(new WeakReference(writer));
        seen.Add(new WeakReference(writer.State.Created));
        return writer;
    }
}
