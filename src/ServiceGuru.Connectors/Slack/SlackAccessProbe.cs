using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>
/// What an app may do in a channel: the scopes come with every answer in <c>x-oauth-scopes</c>
/// (https://docs.slack.dev/authentication/installing-with-oauth), membership with <c>conversations.info</c>. Each method's page
/// names its scopes (https://docs.slack.dev/reference/methods).
/// </summary>
internal sealed class SlackAccessProbe(ChannelDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Being = "be in the channel";

    private readonly SystemClient client = new(
        new OutsideSystem("Slack", "Chat", definition.Url ?? new Uri("https://slack.com/api")),
        new TokenAuthorization(definition.Token, secrets, $"channels[{definition.Name}].token"),
        pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Slack, $"{definition.Name}: {definition.Room}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        string[]? scopes = await ScopesAsync(cancellationToken).ConfigureAwait(false);
        bool hidden = false;
        AccessCheck member = await Subject.AskAsync(Being, async () =>
        {
            HttpCall call = client.Get($"conversations.info?channel={Uri.EscapeDataString(definition.Room)}") with { Retries = 1 };
            HttpAnswer answer = await client.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return client.Read(call, answer, json =>
            {
                hidden = json.Flag("channel", "is_private");
                return SlackError.Of(json) is { } error ? Subject.Of(Being, error.ToException(client, call, definition).Failure)
                    : json.Flag("channel", "is_archived") ? Subject.Missing(Being, "The channel is archived.", "Correct the channel's id, or bring it back in Slack.")
                    : json.Flag("channel", "is_member") ? Subject.Ok(Being)
                    : Subject.Missing(Being, "The app is no member.", "Invite it: /invite @the-app in the channel.");
            });
        }).ConfigureAwait(false);
        string kind = hidden ? "groups" : "channels";
        return
        [
            member,
            Scope("change the topic", scopes, hidden ? ["groups:write", "groups:write.topic"] : ["channels:manage", "channels:write.topic"]),
            Scope("send messages", scopes, ["chat:write"]),
            Scope("read messages and replies", scopes, [$"{kind}:history"]) with { Optional = true },
            Scope("read reactions", scopes, ["reactions:read"]) with { Optional = true },
        ];
    }

    private async Task<string[]?> ScopesAsync(CancellationToken cancellationToken)
    {
        HttpCall call = client.Write(HttpMethod.Post, "auth.test", new Dictionary<string, string>(), idempotent: true) with { ContentType = "application/json; charset=utf-8", Retries = 1 };
        HttpAnswer answer = await client.SendAsync(call, cancellationToken).ConfigureAwait(false);
        SlackError? error = client.Read(call, answer, SlackError.Of);
        return error is null
            ? answer.Header("x-oauth-scopes")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : throw error.ToException(client, call, definition);
    }

    private AccessCheck Scope(string right, string[]? scopes, string[] enough)
    {
        string next = $"Give the app the scope {enough[0]} and install it again.";
        return scopes is null ? Subject.Unknown(right, "Slack did not tell the token's scopes.", next)
            : scopes.Intersect(enough).FirstOrDefault() is { } scope ? Subject.Ok(right, $"scope {scope}")
            : Subject.Missing(right, $"The token lacks the scope {string.Join(" or ", enough)}.", next);
    }
}
