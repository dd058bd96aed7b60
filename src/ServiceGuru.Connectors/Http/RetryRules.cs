using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Polly.Timeout;

namespace ServiceGuru.Connectors.Http;

/// <summary>Which outcomes are worth another try, and how long the server wants us to wait for it.</summary>
internal static class RetryRules
{
    // What GitHub asks for where its answer names no time.
    private static readonly TimeSpan SecondaryLimitWait = TimeSpan.FromMinutes(1);

    /// <summary>Whether the answer is one that passes by itself.</summary>
    public static bool IsTransient(HttpAnswer answer) => (int)answer.Status switch
    {
        408 or 429 => true,
        501 or 505 => false,
        >= 500 => true,
        _ => IsRateLimit(answer),
    };

    /// <summary>
    /// Whether the server refused because of too many requests, and so surely did nothing. GitHub says it with 403
    /// and an empty allowance, or in words alone for its secondary limit
    /// (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
    /// </summary>
    public static bool IsRateLimit(HttpAnswer answer) =>
        answer.Status == HttpStatusCode.TooManyRequests
        || (answer.Status == HttpStatusCode.Forbidden
            && (answer.Header("x-ratelimit-remaining") == "0" || answer.Headers.RetryAfter is not null || IsSecondaryLimit(answer)));

    /// <summary>Whether the exception is one of the wire; a certificate that is not trusted stays untrusted.</summary>
    public static bool IsTransient(Exception exception) =>
        exception is HttpRequestException { InnerException: not AuthenticationException } or IOException or TimeoutRejectedException;

    /// <summary>Whether the request never reached the server, so that even a write may be sent again.</summary>
    public static bool NeverSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
    };

    /// <summary>How long the server asks us to wait (Retry-After, or the end of GitHub's or Mastodon's rate limit), or null where it does not say.</summary>
    public static TimeSpan? WaitFor(HttpAnswer answer, DateTimeOffset now)
    {
        TimeSpan? wait = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };
        if (wait is null
            && answer.Header("x-ratelimit-remaining") == "0"
            && long.TryParse(answer.Header("x-ratelimit-reset"), NumberStyles.None, CultureInfo.InvariantCulture, out long reset)
            && reset <= DateTimeOffset.MaxValue.ToUnixTimeSeconds())
        {
            // The reset is given in whole seconds; a request within that second may still be refused.
            wait = DateTimeOffset.FromUnixTimeSeconds(reset) - now + TimeSpan.FromSeconds(1);
        }

        if (wait is null
            && answer.Header("x-ratelimit-remaining") == "0"
            && answer.Header("x-ratelimit-reset") is { } moment
            && moment.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset end))
        {
            // Mastodon gives the moment itself (https://docs.joinmastodon.org/api/rate-limits/).
            wait = end - now + TimeSpan.FromSeconds(1);
        }

        wait ??= IsSecondaryLimit(answer) ? SecondaryLimitWait : MatrixWait(answer);

        // "At once" from a server that has just refused us is no advice; then we choose the wait.
        return wait <= TimeSpan.Zero ? null : wait;
    }

    private static bool IsSecondaryLimit(HttpAnswer answer) =>
        answer.Status == HttpStatusCode.Forbidden && answer.Body.Span.IndexOf("secondary rate limit"u8) >= 0;

    // Homeservers before version 1.10 of the specification say it in the body only.
    private static TimeSpan? MatrixWait(HttpAnswer answer)
    {
        if (answer.Status != HttpStatusCode.TooManyRequests || answer.MediaType != "application/json")
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return document.RootElement.Number("retry_after_ms") is { } wait and >= 0 and <= int.MaxValue ? TimeSpan.FromMilliseconds(wait) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
