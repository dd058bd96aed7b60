using System.Collections.Concurrent;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>Slows down who guesses tokens: after five wrong ones an address waits, longer with each further one.</summary>
/// <param name="time">The clock.</param>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int Free = 5;

    private const int MostAddresses = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (int Wrong, DateTimeOffset Last)> _addresses = new(StringComparer.Ordinal);

    /// <summary>Tells how long an address must wait before its next try; zero where it need not.</summary>
    public TimeSpan WaitOf(string address)
    {
        if (!_addresses.TryGetValue(address, out (int Wrong, DateTimeOffset Last) tries) || tries.Wrong < Free)
        {
            return TimeSpan.Zero;
        }

        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(tries.Wrong - Free, 10))));
        TimeSpan left = tries.Last + pause - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Notes a wrong token.</summary>
    public void Wrong(string address)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_addresses.Count >= MostAddresses)
        {
            _addresses.Clear();
        }

        _addresses.AddOrUpdate(address, (1, now), (_, tries) => now - tries.Last > Forgotten ? (1, now) : (tries.Wrong + 1, now));
    }

    /// <summary>Notes a right one.</summary>
    public void Right(string address) => _addresses.TryRemove(address, out _);
}
