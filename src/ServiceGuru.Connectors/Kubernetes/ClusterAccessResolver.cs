using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Finds the way to a cluster: the definition's server, its kubeconfig, <c>$KUBECONFIG</c>, <c>~/.kube/config</c>, and last
/// the service account of the pod that we run in
/// (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).
/// </summary>
internal sealed class ClusterAccessResolver(
    ClusterDefinition definition, string? definitionDirectory, ISecretResolver secrets, HttpPipeline pipeline, HostSurroundings surroundings)
{
    /// <summary>Finds the way.</summary>
    /// <exception cref="GuruException">There is none, or it is written wrongly (<c>ClusterAccessInvalid</c>).</exception>
    public async Task<ClusterAccess> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            ClusterAccess access = definition.Server is { } server
                ? new ClusterAccess(PlainAddress.Of(server, pipeline.Redactor).Uri, new TokenAuthorization(definition.Token, secrets, "clusters[].token"))
                : await FromFilesAsync(cancellationToken).ConfigureAwait(false);
            return access with
            {
                Authorization = definition.Token is null ? access.Authorization : new TokenAuthorization(definition.Token, secrets, "clusters[].token"),
                SkipTlsVerification = access.SkipTlsVerification || definition.SkipTlsVerification,
                Authorities = definition.CertificateAuthority is { } authority
                    ? Certificates.Authorities(await File.ReadAllTextAsync(surroundings.Resolve(authority, definitionDirectory), cancellationToken).ConfigureAwait(false))
                    : access.Authorities,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidKubeconfigException)
        {
            throw Invalid(e.Message);
        }
    }

    private async Task<ClusterAccess> FromFilesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> files = Files();
        if (files.Any(File.Exists) || definition.Kubeconfig is not null || definition.Context is not null)
        {
            Kubeconfig kubeconfig = await Kubeconfig.LoadAsync(files, cancellationToken).ConfigureAwait(false);
            return await new KubeconfigAccess(kubeconfig, pipeline).ResolveAsync(definition.Context, cancellationToken).ConfigureAwait(false);
        }

        return await InClusterAsync(cancellationToken).ConfigureAwait(false) ?? throw Invalid(
            $"There is no kubeconfig ({string.Join(", ", files)}), and this is no pod with a service account.");
    }

    private IReadOnlyList<string> Files()
    {
        if (definition.Kubeconfig is { } named)
        {
            return [surroundings.Resolve(named, definitionDirectory)];
        }

        string[] listed = surroundings.Variable("KUBECONFIG")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return listed.Length > 0 ? listed : [Path.Combine(surroundings.Home, ".kube", "config")];
    }

    private async Task<ClusterAccess?> InClusterAsync(CancellationToken cancellationToken)
    {
        string token = Path.Combine(surroundings.ServiceAccount, "token");
        string authority = Path.Combine(surroundings.ServiceAccount, "ca.crt");
        if (surroundings.Variable("KUBERNETES_SERVICE_HOST") is not { Length: > 0 } host || !File.Exists(token))
        {
            return null;
        }

        string name = host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
        return new ClusterAccess(
            new Uri($"https://{name}:{surroundings.Variable("KUBERNETES_SERVICE_PORT") ?? "443"}"),
            new TokenFileAuthorization(token, pipeline.Redactor))
        {
            Authorities = File.Exists(authority)
                ? Certificates.Authorities(await File.ReadAllTextAsync(authority, cancellationToken).ConfigureAwait(false))
                : [],
        };
    }

    private GuruException Invalid(string cause) => new(new Failure
    {
        Id = "ClusterAccessInvalid",
        Kind = FailureKind.Usage,
        Message = "The way to the cluster can't be read.",
        Target = definition.Kubeconfig ?? definition.Server?.Authority ?? "kubeconfig",
        Cause = pipeline.Redactor.Redact(cause),
        NextAction = "Log in to the cluster (oc login), or name a kubeconfig, or a server and a token, in the definition's clusters.",
    });
}
