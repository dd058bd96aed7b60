using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using YamlDotNet.RepresentationModel;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Credentials from a program that the kubeconfig names
/// (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/), kept until they expire.
/// </summary>
internal sealed class ExecPlugin(KubeconfigEntry exec, Uri server, HttpPipeline pipeline) : IAuthorization
{
    // A token that ends while the request is under way is as bad as none.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _one = new(1, 1);
    private ExecCredential? _credential;

    /// <inheritdoc/>
    public string Source => $"check what the program {exec.Text("command")} of kubeconfig user {exec.Name} says, e.g. by logging in anew";

    /// <inheritdoc/>
    public async ValueTask<AuthenticationHeaderValue?> GetAsync(CancellationToken cancellationToken) =>
        (await CredentialAsync(cancellationToken).ConfigureAwait(false)).Token is { } token ? BearerToken.Header(token) : null;

    /// <summary>Gives the client certificate that the program answers with, if it does.</summary>
    public async Task<X509Certificate2?> CertificateAsync(CancellationToken cancellationToken)
    {
        ExecCredential credential = await CredentialAsync(cancellationToken).ConfigureAwait(false);
        return credential is { CertificatePem: { } certificate, KeyPem: { } key } ? Certificates.Client(certificate, key) : null;
    }

    private async Task<ExecCredential> CredentialAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_credential is null || _credential.ExpiresAt - Margin <= pipeline.Time.GetUtcNow())
            {
                _credential = await RunAsync(cancellationToken).ConfigureAwait(false);
            }

            return _credential;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ExecCredential> RunAsync(CancellationToken cancellationToken)
    {
        string command = exec.Text("command") ?? throw new InvalidKubeconfigException($"The exec entry of user {exec.Name} names no command.");
        string version = exec.Text("apiVersion") ?? "client.authentication.k8s.io/v1";
        if (version is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
        {
            throw new InvalidKubeconfigException($"The exec entry of user {exec.Name} has the API version {version}; v1 and v1beta1 are known.");
        }

        Dictionary<string, string> variables = Items("env").OfType<YamlMappingNode>()
            .Where(item => KubeconfigEntry.Text(item, "name") is not null)
            .GroupBy(item => KubeconfigEntry.Text(item, "name")!)
            .ToDictionary(g => g.Key, g => KubeconfigEntry.Text(g.Last(), "value") ?? string.Empty);
        variables["KUBERNETES_EXEC_INFO"] = Info(version);
        ProgramRun run = new(
            command.IndexOfAny(['/', '\\']) >= 0 ? Path.GetFullPath(command, exec.Folder) : command,
            [.. Items("args").OfType<YamlScalarNode>().Select(item => item.Value ?? string.Empty)],
            variables);
        string output = await run.ReadAsync(pipeline, cancellationToken).ConfigureAwait(false);
        ExecCredential credential = ExecCredential.Parse(output)
            ?? throw KubeconfigFailure.Secret($"The program {command} of kubeconfig user {exec.Name} gives no ExecCredential.", "Its output has no status with a token or a client certificate.");
        pipeline.Redactor.Register(credential.Token);
        pipeline.Redactor.Register(credential.KeyPem);
        return credential;
    }

    private IEnumerable<YamlNode> Items(string key) => KubeconfigEntry.Child(exec.Node, key) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    private string Info(string version)
    {
        Dictionary<string, object> spec = new() { ["interactive"] = false };
        if (exec.Flag("provideClusterInfo"))
        {
            spec["cluster"] = new Dictionary<string, object> { ["server"] = server.ToString().TrimEnd('/') };
        }

        return JsonSerializer.Serialize(new Dictionary<string, object> { ["apiVersion"] = version, ["kind"] = "ExecCredential", ["spec"] = spec });
    }
}
