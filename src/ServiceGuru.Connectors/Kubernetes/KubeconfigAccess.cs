using ServiceGuru.Connectors.Http;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Makes the way to a cluster out of a kubeconfig's context.</summary>
internal sealed class KubeconfigAccess(Kubeconfig kubeconfig, HttpPipeline pipeline)
{
    /// <summary>Makes the way.</summary>
    /// <param name="context">The context; the current one if null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="InvalidKubeconfigException">The kubeconfig does not say enough.</exception>
    public async Task<ClusterAccess> ResolveAsync(string? context, CancellationToken cancellationToken)
    {
        KubeconfigEntry chosen = kubeconfig.Get("contexts", context ?? kubeconfig.CurrentContext
            ?? throw new InvalidKubeconfigException("The kubeconfig has no current context; name one."));
        KubeconfigEntry cluster = kubeconfig.Get("clusters", chosen.Text("cluster")
            ?? throw new InvalidKubeconfigException($"The context {chosen.Name} names no cluster."));
        if (Address(cluster, "server") is not { } server)
        {
            throw new InvalidKubeconfigException($"The cluster {cluster.Name} has no server address.");
        }

        if (server.Uri.Scheme is not ("https" or "http"))
        {
            throw new InvalidKubeconfigException($"The server of the cluster {cluster.Name} is no https address but {server.Uri.Scheme}.");
        }

        PlainAddress? proxy = Address(cluster, "proxy-url");
        ClusterAccess access = new(server.Uri, new StaticAuthorization(null, "(none)"))
        {
            Authorities = await cluster.ContentAsync("certificate-authority", cancellationToken).ConfigureAwait(false) is { } pem ? Certificates.Authorities(pem) : [],
            SkipTlsVerification = cluster.Flag("insecure-skip-tls-verify"),
            TlsServerName = cluster.Text("tls-server-name"),
            Proxy = proxy?.Uri,
            ProxyCredential = proxy?.Credential,
        };
        return chosen.Text("user") is { } user
            ? await WithUserAsync(access, kubeconfig.Get("users", user), cancellationToken).ConfigureAwait(false)
            : access;
    }

    private PlainAddress? Address(KubeconfigEntry cluster, string key) =>
        Uri.TryCreate(cluster.Text(key), UriKind.Absolute, out Uri? address) ? PlainAddress.Of(address, pipeline.Redactor) : null;

    private async Task<ClusterAccess> WithUserAsync(ClusterAccess access, KubeconfigEntry user, CancellationToken cancellationToken)
    {
        if (KubeconfigEntry.Child(user.Node, "auth-provider") is not null)
        {
            throw new InvalidKubeconfigException($"The user {user.Name} uses an auth-provider, which Kubernetes removed; use exec or a token.");
        }

        if (await user.ContentAsync("client-certificate", cancellationToken).ConfigureAwait(false) is { } certificate)
        {
            string key = await user.ContentAsync("client-key", cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidKubeconfigException($"The user {user.Name} has a client certificate without key.");
            pipeline.Redactor.Register(key);
            access = access with { Certificate = Certificates.Client(certificate, key) };
        }

        if (user.File("tokenFile") is { } tokenFile)
        {
            // As kubectl: of a file and a token, the file is the one that is kept fresh.
            return access with { Authorization = new TokenFileAuthorization(tokenFile, pipeline.Redactor) };
        }

        if (KubeconfigEntry.Child(user.Node, "exec") is YamlMappingNode exec)
        {
            ExecPlugin plugin = new(new KubeconfigEntry("users", user.Name, exec, user.Folder), access.Server, pipeline);
            return access with
            {
                Authorization = plugin,
                Certificate = await plugin.CertificateAsync(cancellationToken).ConfigureAwait(false) ?? access.Certificate,
            };
        }

        string? token = user.Text("token");
        pipeline.Redactor.Register(token);
        return access with { Authorization = new StaticAuthorization(token, user.Name) };
    }
}
