using System.Net.Http.Headers;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Http;

/// <summary>A bearer token behind a secret reference, resolved anew for each request (the resolver caches).</summary>
internal sealed class TokenAuthorization(SecretReference? reference, ISecretResolver secrets, string setting) : IAuthorization
{
    /// <inheritdoc/>
    public string Source => reference is null
        ? $"the definition names no token; add one as a secret reference at {setting}"
        : $"check that the token in {reference} ({setting}) is valid and has the rights for this";

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => reference is null
        ? null
        : BearerToken.Header((await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false)).Trim());
}
