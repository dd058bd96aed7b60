using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ServiceGuru.Host.Serving.Access;

/// <summary>The browser sessions. They live in this process only; the cookie is a random key and says nothing by itself.</summary>
/// <param name="tokens">The tokens; a session ends with the token that began it.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionStore(TokenBook tokens, TimeProvider time)
{
    /// <summary>How long a session lasts at most.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(10);

    /// <summary>How long it lasts unused.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    private const int Most = 1000;

    // Who comes without a cookie again and again (a program behind the proxy) must not push others out.
    private const int MostOfOne = 20;

    private readonly ConcurrentDictionary<string, BrowserSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Begins a session.</summary>
    /// <returns>The cookie's value, and the session.</returns>
    public (string Key, BrowserSession Session) Begin(string name, string? tokenHash)
    {
        foreach ((string old, BrowserSession session) in _sessions)
        {
            if (!IsAlive(session))
            {
                _sessions.TryRemove(old, out _);
            }
        }

        foreach ((string old, _) in _sessions.Where(entry => entry.Value.Name == name).OrderByDescending(entry => entry.Value.Used).Skip(MostOfOne - 1))
        {
            _sessions.TryRemove(old, out _);
        }

        while (_sessions.Count >= Most && _sessions.MinBy(entry => entry.Value.Used) is { Key: { } oldest })
        {
            _sessions.TryRemove(oldest, out _);
        }

        string key = Random();
        BrowserSession begun = new(name, tokenHash, Random(), time.GetUtcNow());
        _sessions[TokenBook.HashOf(key)] = begun;
        return (key, begun);
    }

    /// <summary>Finds the session of a cookie; null where it is none or has ended. Looking it up by a hash tells nothing by its time.</summary>
    public BrowserSession? Find(string key)
    {
        if (key.Length > 100 || !_sessions.TryGetValue(TokenBook.HashOf(key), out BrowserSession? session) || !IsAlive(session))
        {
            return null;
        }

        session.Used = time.GetUtcNow();
        return session;
    }

    /// <summary>Ends a session.</summary>
    public void End(string key) => _sessions.TryRemove(TokenBook.HashOf(key), out _);

    /// <summary>Tells whether it still counts, without using it.</summary>
    public bool IsAlive(BrowserSession session)
    {
        DateTimeOffset now = time.GetUtcNow();
        return now - session.Begun < Lifetime && now - session.Used < Idle && (session.TokenHash is null || tokens.Holds(session.TokenHash));
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
