using System.Collections.Concurrent;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>
/// Slows down who guesses tokens: after five wrong ones an address waits, longer with each further one. One wrong token that
/// is shown again and again (a script with a revoked one) counts once for its address and makes only itself wait. Whoever
/// shows a token that nobody can guess never waits, so that strangers behind the same proxy can't lock them out.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int Free = 5;

    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private readonly ConcurrentDictionary<string, (int Wrong, DateTimeOffset Last)> _tries = new(StringComparer.Ordinal);

    /// <summary>Tells how long must be waited before the next try; zero where nobody need.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="shown">What is shown.</param>
    public TimeSpan WaitOf(string address, string shown)
    {
        TimeSpan ofAddress = WaitOf(address);
        TimeSpan ofShown = WaitOf(Key(address, shown));
        return ofAddress > ofShown ? ofAddress : ofShown;
    }

    /// <summary>Notes something wrong.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="shown">What was shown.</param>
    public void Wrong(string address, string shown)
    {
        if (Note(Key(address, shown)) == 1)
        {
            Note(address);
        }
    }

    private TimeSpan WaitOf(string key)
    {
        if (!_tries.TryGetValue(key, out (int Wrong, DateTimeOffset Last) tries) || tries.Wrong < Free)
        {
            return TimeSpan.Zero;
        }

        TimeSpan pause = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, Math.Min(tries.Wrong - Free, 10))));
        TimeSpan left = tries.Last + pause - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private int Note(string key)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_tries.Count >= Most)
        {
            Forget(now);
        }

        return _tries.AddOrUpdate(key, (1, now), (_, tries) => now - tries.Last > Forgotten ? (1, now) : (tries.Wrong + 1, now)).Wrong;
    }

    // The least that was tried goes first: who floods us with ever new tokens must not wipe out what is known of them.
    private void Forget(DateTimeOffset now)
    {
        foreach ((string key, _) in _tries.OrderBy(tries => now - tries.Value.Last > Forgotten ? 0 : tries.Value.Wrong).ThenBy(tries => tries.Value.Last).Take(Most / 10))
        {
            _tries.TryRemove(key, out _);
        }
    }

    // Never the token itself.
    private static string Key(string address, string shown) => $"{address} {TokenBook.HashOf(shown)}";
}
