using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// One API server (https://kubernetes.io/docs/reference/using-api/api-concepts/). The way to it is found at the first
/// request, so that making a client connects to nothing.
/// </summary>
internal sealed class KubernetesApi(ClusterAccessResolver resolver, HttpPipeline pipeline, Func<ClusterAccess, HttpMessageHandler> handlers) : IDisposable
{
    private const int PageSize = 500;

    // A list that expired twice while we read it is asked for in one piece, as client-go does.
    private const int PagedAttempts = 2;

    private readonly SemaphoreSlim _one = new(1, 1);
    private HttpPipeline? _own;
    private SystemClient? _client;

    /// <summary>Gets the clock.</summary>
    public TimeProvider Time => pipeline.Time;

    /// <summary>Gets what blots secrets out.</summary>
    public SecretRedactor Redactor => pipeline.Redactor;

    /// <summary>Makes the platform's handler for a cluster, with its authorities and our certificate.</summary>
    public static HttpMessageHandler NewHandler(ClusterAccess access)
    {
        SocketsHttpHandler handler = HttpPipeline.NewHandler();
        SslClientAuthenticationOptions tls = handler.SslOptions;
        tls.TargetHost = access.TlsServerName;
        if (access.Certificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
        }

        if (access.SkipTlsVerification)
        {
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (access.Authorities.Count > 0)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(access.Authorities);
        }

        if (access.Proxy is { } proxy)
        {
            handler.Proxy = new WebProxy(proxy) { Credentials = access.ProxyCredential };
        }

        return handler;
    }

    /// <summary>Gives the client, and makes it at the first call.</summary>
    /// <exception cref="Operations.GuruException">The way to the cluster can't be found.</exception>
    public async Task<SystemClient> ConnectAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_client is null)
            {
                ClusterAccess access = await resolver.ResolveAsync(cancellationToken).ConfigureAwait(false);
                _own = pipeline.Over(handlers(access));
                _client = new SystemClient(new OutsideSystem("The cluster", "Cluster", access.Server), access.Authorization, _own);
            }

            return _client;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Reads a whole list, in pages.</summary>
    /// <param name="path">The collection's path, without query.</param>
    /// <param name="read">Reads one item; must not keep the element.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The list, or null where the server does not serve the kind (404).</returns>
    public async Task<ObjectList<T>?> ListAsync<T>(string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        SystemClient client = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        for (int attempt = 0; ; attempt++)
        {
            List<T> items = [];
            string limit = attempt < PagedAttempts ? $"?limit={PageSize}" : "?";
            string next = string.Empty;
            while (true)
            {
                HttpCall call = client.Get($"{path}{limit}{next}");
                HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.NotFound, HttpStatusCode.Gone).ConfigureAwait(false);
                if (answer.Status == HttpStatusCode.NotFound)
                {
                    return null;
                }

                if (answer.Status == HttpStatusCode.Gone)
                {
                    break;
                }

                (string? token, string? version) = client.Read(call, answer, list =>
                {
                    items.AddRange(list.Items("items").Select(read));
                    return (list.TextOrNull("metadata", "continue"), list.TextOrNull("metadata", "resourceVersion"));
                });
                if (token is null)
                {
                    return new ObjectList<T>(items, version);
                }

                next = $"&continue={Uri.EscapeDataString(token)}";
            }

            if (attempt >= PagedAttempts)
            {
                throw client.Failures.Unreadable(client.Get(path), new UnexpectedShapeException("The server says again and again that the list expired (410)."));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _own?.Dispose();
        _one.Dispose();
    }
}
