using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Secrets;

/// <summary>Makes sure that the connectors' redactor knows every secret that they use, whoever resolved it.</summary>
internal sealed class RegisteringSecretResolver(ISecretResolver secrets, SecretRedactor redactor) : ISecretResolver
{
    /// <inheritdoc/>
    public async ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        string secret = await secrets.ResolveAsync(reference, cancellationToken).ConfigureAwait(false);
        redactor.Register(secret);
        return secret;
    }
}
