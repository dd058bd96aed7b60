using System.Net;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Mastodon;

/// <summary>
/// Whose token it is (https://docs.joinmastodon.org/methods/accounts/#verify_credentials), and the scopes of the
/// application that it belongs to, which Mastodon tells from 4.3 on
/// (https://docs.joinmastodon.org/entities/Application/#scopes); a token has no more than those.
/// </summary>
internal sealed class MastodonAccessProbe(MastodonDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Reading = "read the account";
    private const string Writing = "post statuses";

    private static readonly string[] Enough = ["write", "write:statuses"];

    private readonly SystemClient client = new(
        new OutsideSystem("Mastodon", "Mastodon", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "mastodon.token"),
        pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Mastodon, definition.Account);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        AccessCheck account = await Subject.AskAsync(Reading, () => ReadAsync(cancellationToken)).ConfigureAwait(false);
        return account.State == AccessState.Ok ? [account, await Subject.AskAsync(Writing, () => WriteAsync(cancellationToken)).ConfigureAwait(false)] : [account];
    }

    private async Task<AccessCheck> ReadAsync(CancellationToken cancellationToken)
    {
        string name = await client.ReadAsync(client.Get("api/v1/accounts/verify_credentials") with { Retries = 1 }, json => json.NeedText("acct"), cancellationToken).ConfigureAwait(false);
        string wanted = definition.Account.TrimStart('@').Split('@')[0];
        return name.Equals(wanted, StringComparison.OrdinalIgnoreCase)
            ? Subject.Ok(Reading)
            : Subject.Missing(Reading, $"The token is one of @{name}.", $"Put a token of {definition.Account} where {definition.Token} says.");
    }

    private async Task<AccessCheck> WriteAsync(CancellationToken cancellationToken)
    {
        string next = $"Give the application the scope write:statuses, and put its new token where {definition.Token} says.";
        HttpCall call = client.Get("api/v1/apps/verify_credentials") with { Retries = 1 };
        HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.Forbidden).ConfigureAwait(false);
        string[] scopes = answer.Succeeded ? client.Read(call, answer, json => json.Items("scopes").Select(scope => scope.GetString()).OfType<string>().ToArray()) : [];
        return scopes.Length == 0 ? Subject.Unknown(Writing, "The instance does not tell the scopes (Mastodon before 4.3).", next)
            : scopes.Intersect(Enough).FirstOrDefault() is { } scope ? Subject.Ok(Writing, $"scope {scope}")
            : Subject.Missing(Writing, $"The application has the scopes {string.Join(", ", scopes)}.", next);
    }
}
