using ServiceGuru.Connectors.Http;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>Gives one secret for every reference, registered first as a real resolver does.</summary>
internal sealed class KnownSecrets(SecretRedactor redactor, string value = KnownSecrets.Value) : ISecretResolver
{
    public const string Value = "tok-3f9c/1+secret";

    public static SecretReference Reference { get; } = SecretReference.Parse("env:SOME_TOKEN");

    public ValueTask<string> ResolveAsync(SecretReference reference, CancellationToken cancellationToken)
    {
        redactor.Register(value);
        return ValueTask.FromResult(value);
    }
}
