using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Sandbox.Web;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Mastodon;

/// <summary>
/// A Mastodon instance's API, as far as posting goes (https://docs.joinmastodon.org/methods/: instance, accounts, statuses,
/// scheduled_statuses).
/// </summary>
/// <param name="account">The account.</param>
/// <param name="faults">The switches.</param>
internal sealed class MastodonApi(SandboxAccount account, IFaultBoard faults)
{
    private const string AnswerLost = "mastodon-answer-lost";
    private const string ShortLimit = "mastodon-limit";
    private const string ScopeFault = "mastodon-token-without-scope";
    private const int Most = 40;

    private readonly StatusShapes shapes = new(account);

    private int Limit => faults.IsActive(ShortLimit) ? 300 : 500;

    private string[] Scopes => faults.IsActive(ScopeFault) ? ["read:accounts", "read:statuses"] : ["read:accounts", "read:statuses", "write:statuses"];

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/instance", () => Results.Json(shapes.Instance(Limit)));
        routes.MapGet("/api/v1/accounts/verify_credentials", () => Results.Json(shapes.Account()));
        routes.MapGet("/api/v1/apps/verify_credentials", () => Results.Json(new { id = "1", name = "ServiceGuru", website = (string?)null, scopes = Scopes }));
        routes.MapGet("/api/v1/accounts/{id}/statuses", (HttpRequest request, string id) => id == account.Id
            ? Results.Json(account.Newest.Take(Page(request)).Select(shapes.Status))
            : NotFound());
        routes.MapGet("/api/v1/scheduled_statuses", (HttpRequest request) => Results.Json(account.Waiting.Take(Page(request)).Select(StatusShapes.Scheduled)));
        routes.MapGet("/api/v1/statuses/{id}", (string id) => account.Find(id) is { } status ? Results.Json(shapes.Status(status)) : NotFound());
        routes.MapPost("/api/v1/statuses", PostAsync);
        routes.MapDelete("/api/v1/statuses/{id}", (string id) => account.Remove(id, waiting: false) is { } status ? Results.Json(shapes.Status(status)) : NotFound());
        routes.MapDelete("/api/v1/scheduled_statuses/{id}", (string id) => account.Remove(id, waiting: true) is null ? NotFound() : Results.Json(new { }));
        routes.Map("/{**rest}", NotFound);
    }

    /// <summary>Mastodon's error object.</summary>
    public static IResult Error(int status, string error) => Results.Json(new { error }, statusCode: status);

    private static IResult NotFound() => Error(404, "Record not found");

    private static int Page(HttpRequest request) => Math.Clamp(PageRequest.Integer(request, "limit", 20), 1, Most);

    private async Task<IResult> PostAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (faults.IsActive(ScopeFault))
        {
            return Error(403, "This action is outside the authorized scopes");
        }

        if (await Fields.ReadAsync(context.Request, cancellationToken) is not { } fields)
        {
            return Error(400, "The request is no valid JSON");
        }

        string text = fields.GetValueOrDefault("status") ?? string.Empty;
        string? answered = fields.GetValueOrDefault("in_reply_to_id");
        if (Refuse(text, answered, fields.GetValueOrDefault("scheduled_at"), out DateTimeOffset? time) is { } refusal)
        {
            return refusal;
        }

        (SandboxStatus status, bool isNew) = account.Add(
            new SandboxStatus(string.Empty, text, default, answered, fields.GetValueOrDefault("visibility") ?? "public", fields.GetValueOrDefault("language"), time),
            context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null);
        if (isNew && faults.IsActive(AnswerLost))
        {
            // It is posted, and whoever posted it will not hear of that.
            context.Abort();
        }

        return Results.Json(status.ScheduledAt is null ? shapes.Status(status) : StatusShapes.Scheduled(status));
    }

    private IResult? Refuse(string text, string? answered, string? scheduledAt, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return Error(422, "Validation failed: Text can't be blank");
        }

        if (StatusLength.Of(text) > Limit)
        {
            return Error(422, $"Validation failed: Text character limit of {Limit} exceeded");
        }

        if (answered is not null && account.Find(answered) is null)
        {
            return Error(404, "The post you are trying to reply to does not appear to exist.");
        }

        if (scheduledAt is not null)
        {
            if (!DateTimeOffset.TryParse(scheduledAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset asked))
            {
                return Error(422, "Validation failed: Scheduled at is invalid");
            }

            time = asked;
        }

        return null;
    }
}
