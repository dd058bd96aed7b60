using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>The instance's doorkeeper: everything but the instance itself needs the account's token, and 300 calls in five minutes are enough.</summary>
/// <param name="tokens">The credentials.</param>
/// <param name="faults">The switches.</param>
/// <param name="clock">The clock.</param>
internal sealed class MastodonAccess(SandboxTokens tokens, IFaultBoard faults, SandboxClock clock) : IEndpointFilter
{
    private const string Down = "mastodon-down";
    private const string Refused = "mastodon-token-refused";
    private const int Calls = 300;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private DateTimeOffset reset;
    private int left;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (faults.IsActive(Down))
        {
            return MastodonApi.Error(503, "Remote data could not be fetched");
        }

        bool open = http.Request.Path.Value?.EndsWith("/api/v2/instance", StringComparison.Ordinal) == true;
        string? token = BearerToken.Read(http.Request, "Bearer");
        if (!open && (token is null || !tokens.Matches("mastodon", token) || faults.IsActive(Refused)))
        {
            return MastodonApi.Error(401, "The access token is invalid");
        }

        (int remaining, DateTimeOffset end) = Count();
        http.Response.Headers["X-RateLimit-Limit"] = Calls.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-RateLimit-Remaining"] = Math.Max(0, remaining).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["X-RateLimit-Reset"] = StatusShapes.Time(end);
        return remaining < 0 ? MastodonApi.Error(429, "Too many requests") : await next(context);
    }

    private (int Remaining, DateTimeOffset Reset) Count()
    {
        lock (gate)
        {
            if (clock.Now >= reset)
            {
                reset = clock.Now + clock.Scale(Window);
                left = Calls;
            }

            left = Math.Max(-1, left - 1);
            return (left, reset);
        }
    }
}
