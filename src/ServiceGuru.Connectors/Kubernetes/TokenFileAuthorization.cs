using System.Net.Http.Headers;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>A token in a file that somebody renews, such as a service account's; read anew for each request.</summary>
internal sealed class TokenFileAuthorization(string path, SecretRedactor redactor) : IAuthorization
{
    /// <inheritdoc/>
    public string Source => $"check that the token in the file {path} is valid and has the rights for this";

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken)
    {
        string token;
        try
        {
            token = (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw KubeconfigFailure.Secret($"The token file {path} can't be read.", e.Message);
        }

        redactor.Register(token);
        return BearerToken.Header(token);
    }
}
