using System.Collections.Concurrent;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Lets everybody ask so often and no oftener: a bucket a caller, refilled steadily.</summary>
/// <param name="time">The clock.</param>
/// <param name="burst">How many requests may come at once.</param>
/// <param name="perSecond">How many come back in a second.</param>
internal sealed class RateLimit(TimeProvider time, int burst, double perSecond)
{
    private const int MostCallers = 10_000;

    private readonly ConcurrentDictionary<string, (double Left, long Stamp)> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one request out of a caller's bucket.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Allows(string caller)
    {
        if (_buckets.Count >= MostCallers)
        {
            _buckets.Clear();
        }

        long now = time.GetTimestamp();
        bool allowed = true;
        _buckets.AddOrUpdate(caller, (burst - 1, now), (_, bucket) =>
        {
            double left = Math.Min(burst, bucket.Left + (time.GetElapsedTime(bucket.Stamp, now).TotalSeconds * perSecond));
            allowed = left >= 1;
            return (allowed ? left - 1 : left, now);
        });
        return allowed;
    }
}
