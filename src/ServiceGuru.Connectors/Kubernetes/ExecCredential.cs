using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>What a credential program answered.</summary>
internal sealed record ExecCredential(string? Token, string? CertificatePem, string? KeyPem, DateTimeOffset? ExpiresAt)
{
    /// <summary>Reads the answer, or null where it holds no credentials.</summary>
    public static ExecCredential? Parse(string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            JsonElement root = document.RootElement;
            ExecCredential credential = new(
                root.TextOrNull("status", "token"),
                root.TextOrNull("status", "clientCertificateData"),
                root.TextOrNull("status", "clientKeyData"),
                root.Time("status", "expirationTimestamp"));
            return credential.Token is null && (credential.CertificatePem is null || credential.KeyPem is null) ? null : credential;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
