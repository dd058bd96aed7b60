using System.Text;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TlsServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_kubeconfigs_authority_is_trusted_and_its_client_certificate_is_shown()
    {
        (string certificate, string key) = _server.Issue("system:admin");
        using KubernetesApi api = Api($"certificate-authority-data: {Base64(_server.AuthorityPem)}", $"client-certificate-data: {Base64(certificate)}, client-key-data: {Base64(key)}");
        Task<string?> client = _server.ServeOneAsync();

        ObjectList<string>? list = await api.ListAsync("api/v1/pods", item => item.NeedText("metadata", "name"), default);

        list.ShouldNotBeNull().Items.ShouldBeEmpty();
        (await client.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("CN=system:admin");
    }

    [Fact]
    public async Task Certificate_files_beside_the_kubeconfig_do_as_well()
    {
        (string certificate, string key) = _server.Issue("from-file");
        _folder.Write("ca.crt", _server.AuthorityPem);
        _folder.Write("client.crt", certificate);
        _folder.Write("client.key", key);
        using KubernetesApi api = Api("certificate-authority: ca.crt", "client-certificate: client.crt, client-key: client.key");
        Task<string?> client = _server.ServeOneAsync();

        await api.ListAsync("api/v1/pods", item => item.NeedText("metadata", "name"), default);

        (await client.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("CN=from-file");
    }

    [Fact]
    public async Task A_server_of_another_authority_is_not_spoken_to()
    {
        using TlsServer other = new();
        using KubernetesApi api = Api($"certificate-authority-data: {Base64(other.AuthorityPem)}", "token: t");
        Task<string?> client = _server.ServeOneAsync();

        Failure failure = await Calling.FailureOfAsync(() => api.ListAsync("api/v1/pods", item => item.NeedText("metadata", "name"), default));

        failure.Id.ShouldBe("ClusterUnreachable");
        failure.Cause.ShouldNotBeNull().ShouldContain("certificate");
        await Should.ThrowAsync<Exception>(() => client.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public async Task Verification_may_be_waived_for_test_clusters()
    {
        using KubernetesApi api = Api("insecure-skip-tls-verify: true", "token: t");
        Task<string?> client = _server.ServeOneAsync();

        (await api.ListAsync("api/v1/pods", item => item.NeedText("metadata", "name"), default)).ShouldNotBeNull();

        (await client.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeNull();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private KubernetesApi Api(string cluster, string user)
    {
        string file = _folder.Write("config", $$"""
            current-context: c
            contexts: [ { name: c, context: { cluster: c, user: u } } ]
            clusters: [ { name: c, cluster: { server: "{{_server.Address}}", {{cluster}} } } ]
            users: [ { name: u, user: { {{user}} } } ]
            """);
        SecretRedactor redactor = new();
        HttpPipeline pipeline = new(redactor, new TestTime(FakeServer.PerTry, FakeServer.Total), new HttpLimits { PerTry = FakeServer.PerTry, Total = FakeServer.Total });
        ClusterAccessResolver resolver = new(
            new ClusterDefinition { Kubeconfig = file }, null, new KnownSecrets(redactor), pipeline, new HostSurroundings(_ => null, _folder.Path, _folder.Path));
        return new KubernetesApi(resolver, pipeline, KubernetesApi.NewHandler);
    }
}
