using System.Net.Http.Headers;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Quay;

/// <summary>Goes to the distribution API without credentials first; it says itself whether and where to get a token.</summary>
internal sealed class OciAuthorization(RegistryDefinition definition) : IAuthorization
{
    /// <inheritdoc/>
    public string Source => definition.Token is { } token
        ? $"check that the token in {token} (registry.token) may read {definition.Namespace}"
        : $"if the images in {definition.Namespace} are private, add a token as a secret reference at registry.token";

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => default;
}
