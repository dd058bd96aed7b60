using System.Net.Http.Headers;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Credentials that stand in the kubeconfig, or none beside a client certificate.</summary>
internal sealed class StaticAuthorization(string? token, string user) : IAuthorization
{
    /// <inheritdoc/>
    public string Source => $"check that user {user} of the kubeconfig is still logged in (oc login) and has the rights for this";

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(token is null ? null : BearerToken.Header(token));
}
