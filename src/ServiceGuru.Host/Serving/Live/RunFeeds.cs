using ServiceGuru.Ledger;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>The feeds of the runs that somebody watches now. A run is read for all of them together, and only while there are any.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="time">The clock.</param>
internal sealed class RunFeeds(IRunLedger ledger, TimeProvider time)
{
    /// <summary>How many may watch at once.</summary>
    public const int MostWatchers = 100;

    /// <summary>How many of them with one name.</summary>
    public const int MostOfOne = 10;

    private readonly Lock _turn = new();
    private readonly Dictionary<string, Shared> _feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _watchers = new(StringComparer.Ordinal);

    /// <summary>Begins to watch a run; dispose of it to end that.</summary>
    /// <returns>The watch, or null where too many watch already.</returns>
    public Watch? TryWatch(string runId, string name)
    {
        lock (_turn)
        {
            int own = _watchers.GetValueOrDefault(name);
            if (own >= MostOfOne || _watchers.Values.Sum() >= MostWatchers)
            {
                return null;
            }

            _watchers[name] = own + 1;
            if (!_feeds.TryGetValue(runId, out Shared? shared))
            {
                shared = new Shared(new RunFeed(ledger, runId, time));
                _feeds[runId] = shared;
            }

            shared.Watchers++;
            return new Watch(this, shared.Feed, runId, name);
        }
    }

    private void End(string runId, string name)
    {
        lock (_turn)
        {
            if (--_watchers[name] == 0)
            {
                _watchers.Remove(name);
            }

            if (--_feeds[runId].Watchers == 0 && _feeds.Remove(runId, out Shared? shared))
            {
                shared.Dispose();
            }
        }
    }

    /// <summary>Somebody's place at a feed.</summary>
    internal sealed class Watch(RunFeeds feeds, RunFeed feed, string runId, string name) : IDisposable
    {
        private int _ended;

        /// <summary>Gets the feed.</summary>
        public RunFeed Feed => feed;

        /// <inheritdoc/>
        public void Dispose()
        {
            if (Interlocked.Exchange(ref _ended, 1) == 0)
            {
                feeds.End(runId, name);
            }
        }
    }

    private sealed class Shared : IDisposable
    {
        private readonly CancellationTokenSource _end = new();

        public Shared(RunFeed feed)
        {
            Feed = feed;
            _ = feed.WatchAsync(_end.Token);
        }

        public RunFeed Feed { get; }

        public int Watchers { get; set; }

        public void Dispose()
        {
            _end.Cancel();
            _end.Dispose();
        }
    }
}
