using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>GitHub's doorkeeper: the token, then the rate limit.</summary>
/// <param name="tokens">The credentials.</param>
/// <param name="limit">The rate limit.</param>
/// <param name="faults">The switches.</param>
internal sealed class GitHubAccess(SandboxTokens tokens, RateLimit limit, IFaultBoard faults) : IEndpointFilter
{
    private const string ScopeFault = "github-token-without-scope";

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

        // The token is a classic one, whose scopes every answer tells. Whoever lacks one for a write is told that there is nothing.
        bool unscoped = faults.IsActive(ScopeFault);
        context.HttpContext.Response.Headers["X-OAuth-Scopes"] = unscoped ? string.Empty : "public_repo";
        if (unscoped && !HttpMethods.IsGet(context.HttpContext.Request.Method))
        {
            return GitHubErrors.NotFound();
        }

        bool asksForLimit = context.HttpContext.Request.Path.Value!.EndsWith("/rate_limit", StringComparison.Ordinal);
        return asksForLimit ? await next(context) : limit.Count(context.HttpContext.Response) ?? await next(context);
    }
}
