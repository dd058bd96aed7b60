using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Network;

/// <summary>What hosts look like from outside of the clusters, for the definition's <c>network.outside</c>; nothing leaves this machine.</summary>
/// <param name="internet">The hosts.</param>
/// <param name="clock">How fast time runs.</param>
internal sealed class OutsideApi(Internet internet, SandboxClock clock)
{
    /// <summary>Adds the route.</summary>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("", LookAsync);

    private async Task<IResult> LookAsync(HttpContext context, string host)
    {
        IQueryCollection query = context.Request.Query;
        TimeSpan timeout = TimeSpan.FromSeconds(double.TryParse(query["timeout"], NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds : 5);
        int[] ports = [.. query["port"].Select(port => int.Parse(port!, CultureInfo.InvariantCulture))];
        if (ports.Any(port => internet.Connect(host, port, null).Outcome == "timedOut"))
        {
            await clock.Wait(timeout, context.RequestAborted);
        }

        return Results.Json(internet.Look(host, ports, timeout, space: null));
    }
}
