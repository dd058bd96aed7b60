using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Quay;

/// <summary>
/// Quay's doorkeeper: a missing token is fine for public repositories, a wrong one isn't, and the root of the
/// distribution API sends everybody to the token endpoint. Also where the registry is slow when it shall be.
/// </summary>
/// <param name="distribution">The distribution API, which hands out tokens.</param>
/// <param name="tokens">The credentials.</param>
/// <param name="faults">The switches.</param>
/// <param name="clock">The clock.</param>
internal sealed class QuayAccess(DistributionApi distribution, SandboxTokens tokens, IFaultBoard faults, SandboxClock clock) : IEndpointFilter
{
    /// <summary>The fault that makes the registry slow.</summary>
    public const string SlowFault = "registry-slow";

    /// <summary>The fault that takes the registry down.</summary>
    public const string DownFault = "registry-down";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (faults.IsActive(SlowFault))
        {
            TimeSpan delay = clock.Scale(TimeSpan.FromSeconds(45));
            await Task.Delay(delay < LongestDelay ? delay : LongestDelay, clock.Time, http.RequestAborted);
        }

        if (faults.IsActive(DownFault))
        {
            return Results.Json(new { message = "Service Unavailable" }, statusCode: 503);
        }

        string path = http.Request.Path.Value ?? string.Empty;
        bool distributes = path.Contains("/v2", StringComparison.Ordinal) && !path.Contains("/api/v1", StringComparison.Ordinal);
        string? token = BearerToken.Read(http.Request, "Bearer");
        bool known = token is not null && (tokens.Matches("quay", token) || distribution.IsAnonymous(token));
        bool needed = distributes && path.TrimEnd('/').EndsWith("/v2", StringComparison.Ordinal);
        if (known || (token is null && !needed))
        {
            return await next(context);
        }

        if (!distributes)
        {
            return QuayApi.Problem(401, "invalid_token", "The access token provided was invalid.");
        }

        string root = $"{http.Request.Scheme}://{http.Request.Host}{path[..path.IndexOf("/v2", StringComparison.Ordinal)]}";
        http.Response.Headers.WWWAuthenticate = $"Bearer realm=\"{root}/v2/auth\",service=\"{http.Request.Host}\"";
        return DistributionApi.Error(401, "UNAUTHORIZED", "access to the requested resource is not authorized");
    }
}
