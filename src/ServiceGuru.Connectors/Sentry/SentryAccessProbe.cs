using System.Net;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Sentry;

/// <summary>Whether Sentry's token may list issues (scope <c>event:read</c>), asked as the health check asks, for one issue.</summary>
internal sealed class SentryAccessProbe(ErrorTrackerDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Right = "list issues";

    private readonly SystemClient client = new(
        new OutsideSystem("Sentry", "ErrorTracker", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "errorTracker.token"),
        pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Sentry, $"{definition.Organization}/{definition.Project}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken) => [await Subject.AskAsync(Right, () => AskAsync(cancellationToken)).ConfigureAwait(false)];

    private async Task<AccessCheck> AskAsync(CancellationToken cancellationToken)
    {
        string organization = Uri.EscapeDataString(definition.Organization);
        string query = Uri.EscapeDataString($"is:unresolved project:{definition.Project}");
        HttpCall call = client.Get($"api/0/organizations/{organization}/issues/?query={query}&statsPeriod=24h&limit=1") with { Retries = 1 };
        HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.NotFound).ConfigureAwait(false);
        string words = ServerWords.Of(answer, pipeline.Redactor);
        string from = definition.Token?.ToString() ?? "errorTracker.token";
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized => Subject.Missing(Right, $"Sentry does not know the token. {words}".TrimEnd(), $"Put a valid token where {from} says."),
            HttpStatusCode.Forbidden => Subject.Missing(Right, $"The token lacks a scope. {words}".TrimEnd(), $"Give the token in {from} the scope event:read."),
            HttpStatusCode.NotFound or HttpStatusCode.BadRequest => Subject.Missing(Right, $"There is no such organization or project for this token. {words}".TrimEnd(), "Correct errorTracker.organization and errorTracker.project, or let the token's account into the project."),
            _ => Subject.Ok(Right),
        };
    }
}
