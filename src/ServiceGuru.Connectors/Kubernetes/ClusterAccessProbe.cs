using System.Text.Json;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// What an account may do in a namespace. One SelfSubjectRulesReview lists it; where the list is incomplete, as the
/// documentation allows it to be, or lacks something, a SelfSubjectAccessReview each decides
/// (https://kubernetes.io/docs/reference/access-authn-authz/authorization/#checking-api-access). Both are posted, and
/// neither is kept by the server.
/// </summary>
internal sealed class ClusterAccessProbe(string environment, EnvironmentDefinition definition, ServiceDefinition service, Func<KubernetesApi> connect) : IAccessProbe
{
    private const string Root = "apis/authorization.k8s.io/v1";

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.Kubernetes, $"{environment}: {definition.Namespace}");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        using KubernetesApi api = connect();
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<GrantedRule> granted = await ListAsync(client, cancellationToken).ConfigureAwait(false);
        List<AccessCheck> checks = [];
        foreach (ClusterRights rights in ClusterRights.Of(service))
        {
            AccessCheck check = await Subject.AskAsync(rights.Title, () => AskAsync(client, rights, granted, cancellationToken)).ConfigureAwait(false);
            checks.Add(check with { Optional = rights.Optional });
        }

        return checks;
    }

    private async Task<AccessCheck> AskAsync(SystemClient client, ClusterRights rights, IReadOnlyList<GrantedRule> granted, CancellationToken cancellationToken)
    {
        ClusterRight[] open = [.. rights.Rights.Where(right => !granted.Any(rule => rule.Grants(right)))];
        bool[] allowed = await Task.WhenAll(open.Select(right => IsAllowedAsync(client, right, cancellationToken))).ConfigureAwait(false);
        string[] missing = [.. open.Where((_, index) => !allowed[index]).Select(right => right.Title)];
        return missing.Length == 0
            ? Subject.Ok(rights.Title)
            : Subject.Missing(
                rights.Title,
                $"The account may not {string.Join(", ", missing)}.",
                rights.Optional
                    ? "A health check says what it could not see; deploy/kubernetes/access/role.yaml has the rule."
                    : $"Give it a role with that in {definition.Namespace}; deploy/kubernetes/access has one.");
    }

    private async Task<IReadOnlyList<GrantedRule>> ListAsync(SystemClient client, CancellationToken cancellationToken)
    {
        HttpCall call = Review(client, "SelfSubjectRulesReview", new Dictionary<string, object> { ["namespace"] = definition.Namespace });
        return await client.ReadAsync(call, json => json.Items("status", "resourceRules").Select(GrantedRule.Of).ToArray(), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsAllowedAsync(SystemClient client, ClusterRight right, CancellationToken cancellationToken)
    {
        string[] parts = right.Resource.Split('/');
        Dictionary<string, string> attributes = new() { ["namespace"] = definition.Namespace, ["verb"] = right.Verb, ["group"] = right.Group, ["resource"] = parts[0] };
        if (parts.Length > 1)
        {
            attributes["subresource"] = parts[1];
        }

        HttpCall call = Review(client, "SelfSubjectAccessReview", new Dictionary<string, object> { ["resourceAttributes"] = attributes });
        return await client.ReadAsync(call, json => json.At("status", "allowed") is { ValueKind: JsonValueKind.True or JsonValueKind.False } answer ? answer.GetBoolean() : throw new UnexpectedShapeException("The answer lacks status.allowed."), cancellationToken).ConfigureAwait(false);
    }

    private static HttpCall Review(SystemClient client, string kind, Dictionary<string, object> spec) => client.Write(
        HttpMethod.Post,
        $"{Root}/{kind.ToLowerInvariant()}s",
        new Dictionary<string, object> { ["apiVersion"] = "authorization.k8s.io/v1", ["kind"] = kind, ["spec"] = spec },
        idempotent: true) with { Retries = 1 };
}
