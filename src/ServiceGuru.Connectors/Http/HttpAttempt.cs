using Polly;

namespace ServiceGuru.Connectors.Http;

/// <summary>What one call has been through so far; travels with Polly's context.</summary>
internal sealed class HttpAttempt(HttpCall call, long startedAt)
{
    /// <summary>The key under which it travels.</summary>
    public static readonly ResiliencePropertyKey<HttpAttempt> Key = new("ServiceGuru.HttpAttempt");

    /// <summary>Gets the call.</summary>
    public HttpCall Call { get; } = call;

    /// <summary>Gets the time stamp of its start.</summary>
    public long StartedAt { get; } = startedAt;

    /// <summary>Gets or sets how many tries were begun.</summary>
    public int Tries { get; set; }

    /// <summary>Gets or sets how many tries failed without the server naming a time for the next one.</summary>
    public int Faults { get; set; }

    /// <summary>Gets or sets a value indicating whether the server may have acted on a try that we have no clear answer to.</summary>
    public bool MaybeDone { get; set; }
}
