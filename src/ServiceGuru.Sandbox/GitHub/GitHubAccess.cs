using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>GitHub's doorkeeper: the token, then the rate limit.</summary>
/// <param name="tokens">The credentials.</param>
/// <param name="limit">The rate limit.</param>
internal sealed class GitHubAccess(SandboxTokens tokens, RateLimit limit) : IEndpointFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        string? token = BearerToken.Read(context.HttpContext.Request, "Bearer", "token");
        if (token is null)
        {
            return GitHubErrors.Error(401, "Requires authentication");
        }

        if (!tokens.Matches("github", token))
        {
            return GitHubErrors.Error(401, "Bad credentials");
        }

        bool asksForLimit = context.HttpContext.Request.Path.Value!.EndsWith("/rate_limit", StringComparison.Ordinal);
        return asksForLimit ? await next(context) : limit.Count(context.HttpContext.Response) ?? await next(context);
    }
}
