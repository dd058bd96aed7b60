using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Chat;

namespace ServiceGuru.Sandbox.World;

/// <summary>The world's own switches: its state, its effects, its faults, the people in its rooms and its end.</summary>
/// <param name="effects">The effects.</param>
/// <param name="faults">The faults.</param>
/// <param name="clock">The clock.</param>
/// <param name="rooms">What people can do in the rooms.</param>
/// <param name="speed">How many times faster than life.</param>
/// <param name="stop">Ends the world.</param>
internal sealed class ControlApi(EffectLog effects, FaultBoard faults, SandboxClock clock, RoomActs rooms, double speed, Action stop)
{
    private readonly DateTimeOffset started = clock.Now;

    /// <summary>Adds the routes.</summary>
    public void Map(RouteGroupBuilder routes)
    {
        routes.AddEndpointFilter(RefuseBrowsersAsync);
        routes.MapGet("/status", (HttpRequest request) => Results.Json(new
        {
            ready = true,
            speed,
            url = $"{request.Scheme}://{request.Host}/",
            pid = Environment.ProcessId,
            startedAt = started,
            activeFaults = faults.Active,
        }));
        routes.MapGet("/effects", () => Results.Json(effects.Effects));
        routes.MapGet("/faults", () => Results.Json(SandboxFaults.All.Select(fault => new { fault.Name, fault.Concerns, fault.Summary, fault.Expect, active = faults.IsActive(fault.Name) })));
        routes.MapPut("/faults/{name}", (string name) => Set(name, active: true));
        routes.MapDelete("/faults/{name}", (string name) => Set(name, active: false));
        routes.MapGet("/rooms/{name}", (string name) => Answer(() => rooms.Said(name)));
        routes.MapPost("/rooms", (RoomAct act) => Answer(() => new { id = rooms.Do(act) }));
        routes.MapPost("/stop", (HttpResponse response) =>
        {
            // After the answer has gone out: whoever asked would else see the connection break.
            response.OnCompleted(() =>
            {
                stop();
                return Task.CompletedTask;
            });
            return Results.Json(new { stopping = true }, statusCode: 202);
        });
    }

    // A page open in the user's browser could reach the loopback address too; it must not end the world.
    private static async ValueTask<object?> RefuseBrowsersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers.ContainsKey("Origin")
            ? Results.Json(new { error = "Requests of web pages are refused." }, statusCode: 403)
            : await next(context);

    private static IResult Answer(Func<object> work)
    {
        try
        {
            return Results.Json(work());
        }
        catch (ArgumentException wrong)
        {
            return Results.Json(new { error = wrong.Message }, statusCode: 404);
        }
    }

    private IResult Set(string name, bool active)
    {
        if (SandboxFaults.Find(name) is null)
        {
            return Results.Json(new { error = $"There is no fault '{name}'.", known = SandboxFaults.All.Select(fault => fault.Name) }, statusCode: 404);
        }

        faults.Set(name, active);
        return Results.Json(new { name, active });
    }
}
