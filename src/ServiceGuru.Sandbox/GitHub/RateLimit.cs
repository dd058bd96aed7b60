using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>
/// GitHub's rate limits (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api): the hourly one
/// is counted and told; the fault <c>rate-limited</c> plays the secondary one for the first requests after it was set.
/// </summary>
internal sealed class RateLimit
{
    private const string Fault = "rate-limited";
    private const int Limit = 5000;
    private const int Refusals = 6;

    private readonly Lock gate = new();
    private readonly SandboxClock clock;
    private int refusalsLeft;
    private int used;
    private DateTimeOffset reset;

    /// <summary>Starts counting.</summary>
    public RateLimit(SandboxClock clock, IFaultBoard faults)
    {
        this.clock = clock;
        reset = clock.Now.AddHours(1);
        refusalsLeft = faults.IsActive(Fault) ? Refusals : 0;
        faults.Changed += name => Set(name, faults);
    }

    /// <summary>Counts a request, writes the headers, and says whether it must be refused.</summary>
    public IResult? Count(HttpResponse response)
    {
        int remaining;
        int refusal;
        lock (gate)
        {
            if (clock.Now >= reset)
            {
                (used, reset) = (0, clock.Now.AddHours(1));
            }

            used = Math.Min(Limit, used + 1);
            remaining = Limit - used;
            refusal = refusalsLeft > 0 ? refusalsLeft-- : 0;
        }

        Write(response.Headers, remaining);
        if (refusal == 0)
        {
            return null;
        }

        // GitHub answers a secondary limit with either status.
        response.Headers.RetryAfter = "1";
        return GitHubErrors.Error(
            refusal % 3 == 0 ? 403 : 429,
            "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
            "/using-the-rest-api/rate-limits-for-the-rest-api");
    }

    /// <summary>The answer to <c>GET /rate_limit</c>.</summary>
    public object Status()
    {
        lock (gate)
        {
            var core = new { limit = Limit, used, remaining = Limit - used, reset = reset.ToUnixTimeSeconds(), resource = "core" };
            return new { resources = new { core }, rate = core };
        }
    }

    private void Write(IHeaderDictionary headers, int remaining)
    {
        headers["X-RateLimit-Limit"] = Text(Limit);
        headers["X-RateLimit-Remaining"] = Text(remaining);
        headers["X-RateLimit-Used"] = Text(Limit - remaining);
        headers["X-RateLimit-Reset"] = Text(reset.ToUnixTimeSeconds());
        headers["X-RateLimit-Resource"] = "core";
        headers["X-GitHub-Media-Type"] = "github.v3; format=json";
    }

    private void Set(string name, IFaultBoard faults)
    {
        if (name == Fault)
        {
            lock (gate)
            {
                refusalsLeft = faults.IsActive(Fault) ? Refusals : 0;
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
