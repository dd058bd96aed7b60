using System.Net.Http.Headers;

namespace ServiceGuru.Connectors.Http;

/// <summary>For what anybody may read.</summary>
internal sealed class NoAuthorization : IAuthorization
{
    /// <inheritdoc/>
    public string Source => "it is read without credentials; check that the address is the public one";

    /// <inheritdoc/>
    public ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) => default;
}
