using ServiceGuru.Access;
using ServiceGuru.Connectors.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Quay;

/// <summary>The rights of the registry's tokens: <c>can_write</c> of a repository (getRepo of Quay's API v1) takes the token's scopes into account.</summary>
internal sealed class QuayAccessProbe(RegistryDefinition definition, ServiceDefinition service, ISecretResolver secrets, HttpPipeline pipeline) : IAccessProbe
{
    private const string Reading = "read tags";
    private const string Writing = "delete and restore tags";

    private readonly SecretReference? writing = definition.Cleanup.Token ?? definition.Token;

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Quay, $"{definition.Host}/{definition.Namespace}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        string[] built = [.. service.Repositories.SelectMany(repository => repository.Build?.Images ?? []).Distinct()];
        string[] cleaned = [.. definition.Cleanup.Repositories ?? built];
        SystemClient reader = Client(definition.Token, "registry.token");
        AccessCheck[] read = await Task.WhenAll(built.Select(name => AskAsync(reader, name, Reading, (on, _) => on.Ok(Reading), cancellationToken))).ConfigureAwait(false);
        IReadOnlyList<AccessCheck> reads = AccessChecks.Together(Subject, Reading, read, Quantity.Of(built.Length, "repository"));
        if (writing is null)
        {
            return [.. reads, Subject.Missing(Writing, "The definition names no token.", "Add one with the scope repo:write as a secret reference at registry.cleanup.token.") with { Optional = true }];
        }

        SystemClient writer = Client(writing, definition.Cleanup.Token is null ? "registry.token" : "registry.cleanup.token");
        AccessCheck[] write = await Task.WhenAll(cleaned.Select(name => AskAsync(writer, name, Writing, MayWrite, cancellationToken))).ConfigureAwait(false);
        return [.. reads, .. AccessChecks.Together(Subject, Writing, write, Quantity.Of(cleaned.Length, "repository")).Select(check => check with { Optional = true })];
    }

    private AccessCheck MayWrite(AccessSubject on, bool allowed) => allowed
        ? on.Ok(Writing)
        : on.Missing(Writing, "Quay says that the token can't write there.", $"Give the token in {writing} the scope repo:write, and its account the permission Write on the repository; only the clean-up needs it.");

    private Task<AccessCheck> AskAsync(SystemClient client, string name, string right, Func<AccessSubject, bool, AccessCheck> judge, CancellationToken cancellationToken)
    {
        AccessSubject on = Subject with { Target = $"{definition.Host}/{definition.Namespace}/{name}" };
        return on.AskAsync(right, () =>
        {
            HttpCall call = client.Get($"api/v1/repository/{Uri.EscapeDataString(definition.Namespace)}/{Uri.EscapeDataString(name)}?includeTags=false") with { Retries = 1 };
            return client.ReadAsync(call, json => judge(on, json.Flag("can_write")), cancellationToken);
        });
    }

    private SystemClient Client(SecretReference? token, string setting) =>
        new(new OutsideSystem("Quay", "Registry", definition.Url), new TokenAuthorization(token, secrets, setting), pipeline);
}
