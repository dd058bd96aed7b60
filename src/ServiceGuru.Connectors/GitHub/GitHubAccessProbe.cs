using System.Text.Json;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>
/// The rights of GitHub's token: <c>permissions</c> of a repository
/// (https://docs.github.com/en/rest/repos/repos#get-a-repository) are the account's, <c>X-OAuth-Scopes</c>
/// (https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps) those of a classic token.
/// GitHub tells nobody what a fine-grained token or an app's token may.
/// </summary>
internal sealed class GitHubAccessProbe(CodeHostDefinition definition, ServiceDefinition service, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Reading = "read commits, pull requests and workflow runs";
    private const string Writing = "write branches and pull requests";
    private const string Asking = "open issues";

    private static readonly string[] WritingScopes = ["repo", "public_repo"];

    private readonly SystemClient client = new(
        new OutsideSystem("GitHub", "CodeHost", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "codeHost.token"),
        pipeline);

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.GitHub, definition.Url.Authority);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        string[] slugs = [.. service.Repositories.Select(repository => repository.Slug).OfType<string>().Distinct()];
        AccessCheck[] read = await Task.WhenAll(slugs.Select(slug => AskAsync(slug, Reading, (on, _, _) => on.Ok(Reading), cancellationToken))).ConfigureAwait(false);
        List<AccessCheck> checks = [.. AccessChecks.Together(Subject, Reading, read, Quantity.Of(slugs.Length, "repository"))];
        if (service.Blog?.Slug is { } blog)
        {
            checks.Add(await AskAsync(blog, Writing, MayPush, cancellationToken).ConfigureAwait(false));
        }

        if (service.Network?.Firewall is { } firewall)
        {
            checks.Add(await AskAsync(firewall.Tracker, Asking, MayAsk, cancellationToken).ConfigureAwait(false));
        }

        return checks;
    }

    private Task<AccessCheck> AskAsync(string slug, string right, Func<AccessSubject, JsonElement, string[]?, AccessCheck> judge, CancellationToken cancellationToken)
    {
        AccessSubject on = Subject with { Target = slug };
        return on.AskAsync(right, async () =>
        {
            HttpCall call = client.Get($"repos/{string.Join('/', slug.Split('/').Select(Uri.EscapeDataString))}") with { Accept = "application/vnd.github+json", Retries = 1 };
            HttpAnswer answer = await client.SendAsync(call, cancellationToken).ConfigureAwait(false);
            string[]? scopes = answer.Header("x-oauth-scopes")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return client.Read(call, answer, json => judge(on, json, scopes));
        });
    }

    private AccessCheck MayPush(AccessSubject on, JsonElement repository, string[]? scopes) =>
        definition.Token is null ? on.Missing(Writing, "The definition names no token.", "Add one as a secret reference at codeHost.token.")
            : !repository.Flag("permissions", "push") ? on.Missing(Writing, "The token's account has no write access to the repository.", $"Give the account the role Write on {on.Target}, or take a token of another one ({definition.Token}).")
            : Scoped(on, Writing, repository, scopes);

    private AccessCheck MayAsk(AccessSubject on, JsonElement repository, string[]? scopes) =>
        definition.Token is null ? on.Missing(Asking, "The definition names no token.", "Add one as a secret reference at codeHost.token.")
            : repository.At("has_issues") is { ValueKind: JsonValueKind.False } ? on.Missing(Asking, "The repository has its issues switched off.", "Correct network.firewall.tracker, or switch them on.")
            : Scoped(on, Asking, repository, scopes);

    private AccessCheck Scoped(AccessSubject on, string right, JsonElement repository, string[]? scopes)
    {
        if (scopes is null)
        {
            string permission = right == Asking ? "Issues: write" : "Contents: write and Pull requests: write";
            return on.Unknown(right, "The account may; GitHub does not tell what a fine-grained token may.", $"See that the token in {definition.Token} has {permission} for {on.Target}.");
        }

        bool hidden = repository.Flag("private");
        bool enough = hidden ? scopes.Contains("repo") : scopes.Any(scope => WritingScopes.Contains(scope));
        return enough
            ? on.Ok(right, $"scope {string.Join(", ", scopes)}")
            : on.Missing(right, $"The token has {(scopes.Length == 0 ? "no scope" : $"the scopes {string.Join(", ", scopes)}")}.", $"Give the token in {definition.Token} the scope {(hidden ? "repo" : "public_repo")}.");
    }
}
