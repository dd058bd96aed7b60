using ServiceGuru.Services;

namespace ServiceGuru.Ports;

/// <summary>Gets secrets from where they are kept, at the time of use.</summary>
public interface ISecretResolver
{
    /// <summary>Gets one secret. It is registered for redaction before it is returned.</summary>
    /// <exception cref="Operations.GuruException">There is none, or its store can't be read (<c>SecretUnavailable</c>); the message names the reference only.</exception>
    ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken);
}
