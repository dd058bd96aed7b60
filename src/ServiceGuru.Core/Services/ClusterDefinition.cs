using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>How to reach one cluster: by kubeconfig, or by server and token.</summary>
public sealed record ClusterDefinition
{
    /// <summary>A kubeconfig file; <c>~</c> and relative paths (from the definition) are allowed.</summary>
    [Description("A kubeconfig file; ~ and paths relative to the definition are allowed. Without it and without server: $KUBECONFIG, then ~/.kube/config.")]
    public string? Kubeconfig { get; init; }

    /// <summary>The kubeconfig's context; its current one if absent.</summary>
    [Description("The kubeconfig's context; its current one if absent.")]
    public string? Context { get; init; }

    /// <summary>The API server's address, instead of a kubeconfig.</summary>
    [Description("Address of the API server, instead of a kubeconfig.")]
    public Uri? Server { get; init; }

    /// <summary>The bearer token, by reference.</summary>
    [Description("The bearer token, as a secret reference.")]
    public SecretReference? Token { get; init; }

    /// <summary>A PEM file with the authority that signed the server's certificate.</summary>
    [Description("A PEM file with the authority that signed the server's certificate.")]
    public string? CertificateAuthority { get; init; }

    /// <summary>Accepts any server certificate. Only for test clusters.</summary>
    [Description("Accepts any server certificate. Only for test clusters.")]
    public bool SkipTlsVerification { get; init; }
}
