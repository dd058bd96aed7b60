using System.Collections.Concurrent;
using ServiceGuru.Host.CommandLine;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Reads runs of the ledger for the page: only those of the service that is served.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="service">The service, or null for all.</param>
/// <param name="time">The clock.</param>
internal sealed class RecordedRuns(IRunLedger ledger, string? service, TimeProvider time)
{
    /// <summary>How many records one request for the list looks at, at most; the rest comes with the next page.</summary>
    private const int MostLooks = 200;

    // However many watch the list, a run is read once in this time.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (RunListItem Item, DateTimeOffset At)> _rows = new(StringComparer.Ordinal);

    /// <summary>Reads where a run stands.</summary>
    /// <exception cref="GuruException"><c>RunNotFound</c>, <c>LedgerDamaged</c>, or the ledger can't be read.</exception>
    public async Task<RunState> ReadAsync(string id, CancellationToken cancellationToken)
    {
        RunState run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
        return service is null || run.Created.Service == service ? run : throw new GuruException(new Failure
        {
            Id = "RunNotFound",
            Kind = FailureKind.Usage,
            Message = $"There is no run '{id}' of {service}.",
            Target = id,
            NextAction = $"List the runs with {ApiRoutes.Root}/runs.",
        });
    }

    /// <summary>Tells whether a process works on a run now.</summary>
    public async Task<bool> IsHeldAsync(RunState run, CancellationToken cancellationToken) =>
        run.Status == RunStatus.Running && await ledger.IsHeldAsync(run.Id, cancellationToken).ConfigureAwait(false);

    /// <summary>Lists runs, newest first.</summary>
    /// <param name="after">The id after which the page begins, or null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="filter">Which of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The runs, and where the next page begins; null where there is none.</returns>
    public async Task<(IReadOnlyList<RunListItem> Runs, string? Next)> ListAsync(string? after, int limit, Func<RunListItem, bool> filter, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> ids = await ledger.ListAsync(cancellationToken).ConfigureAwait(false);
        List<RunListItem> runs = [];
        int looks = 0;
        string? last = null;
        foreach (string id in ids.Where(id => after is null || string.CompareOrdinal(id, after) < 0))
        {
            if (runs.Count == limit || looks == MostLooks)
            {
                return (runs, last);
            }

            looks++;
            last = id;
            RunListItem item = await ItemAsync(id, cancellationToken).ConfigureAwait(false);
            if ((service is null || item.Service is null || item.Service == service) && filter(item))
            {
                runs.Add(item);
            }
        }

        return (runs, null);
    }

    private async Task<RunListItem> ItemAsync(string id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_rows.TryGetValue(id, out (RunListItem Item, DateTimeOffset At) known) && now - known.At < Fresh)
        {
            return known.Item;
        }

        RunListItem item = await ReadItemAsync(id, cancellationToken).ConfigureAwait(false);
        _rows[id] = (item, now);
        return item;
    }

    // One damaged record must not hide the others; a ledger that can't be reached is no list at all.
    private async Task<RunListItem> ReadItemAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            RunState run = await RecordedRun.ReadAsync(ledger, id, cancellationToken).ConfigureAwait(false);
            return RunListItem.Of(run, await IsHeldAsync(run, cancellationToken).ConfigureAwait(false));
        }
        catch (GuruException error) when (error.Failure.Kind != FailureKind.Unreachable)
        {
            return RunListItem.Unreadable(id, error.Failure);
        }
    }
}
