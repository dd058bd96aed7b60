using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The fault <c>pull-requests-unavailable</c>: GitHub answers 502 wherever pull requests are asked for.</summary>
/// <param name="faults">The faults.</param>
internal sealed class PullRequestOutage(IFaultBoard faults) : IEndpointFilter
{
    /// <summary>The fault's name.</summary>
    public const string Fault = "pull-requests-unavailable";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        faults.IsActive(Fault) && context.HttpContext.Request.Path.Value!.Split('/').Contains("pulls", StringComparer.Ordinal)
            ? GitHubErrors.Error(502, "Server Error")
            : await next(context);
}
