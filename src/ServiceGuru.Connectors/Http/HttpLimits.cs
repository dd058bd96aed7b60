namespace ServiceGuru.Connectors.Http;

/// <summary>How long and how often a request may be tried, and how much may come back.</summary>
internal sealed record HttpLimits
{
    /// <summary>How long one try may take, its body included.</summary>
    public TimeSpan PerTry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all tries and the waits between them may take; a server's Retry-After is waited for within it.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many more tries follow the first, at least 1. Waits that a server asks for by a rate limit do not count; they end with the total.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>The middle of the first wait; the next ones double, with jitter.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that we choose ourselves.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many bytes an answer may have, unpacked.</summary>
    public int ResponseBytes { get; init; } = 32 * 1024 * 1024;
}
