using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

public sealed class ClusterAccessTests : IDisposable
{
    private const string Config = """
        apiVersion: v1
        kind: Config
        current-context: sandbox
        contexts:
          - name: sandbox
            context: { cluster: sandbox, user: guru, namespace: packit--prod }
          - name: other
            context: { cluster: other, user: file }
          - name: lost
            context: { cluster: gone, user: guru }
        clusters:
          - name: sandbox
            cluster: { server: "http://127.0.0.1:1234/cluster" }
          - name: other
            cluster: { server: "https://api.example:6443", insecure-skip-tls-verify: true, tls-server-name: kubernetes, proxy-url: "http://proxy.example:3128" }
        users:
          - name: guru
            user: { token: sha256~kubeconfig-token }
          - name: file
            user: { tokenFile: tokens/current }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeServer _server = new(() => Json("{}"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_current_context_names_server_and_token()
    {
        string file = _folder.Write("config", Config);

        ClusterAccess access = await ResolveAsync(new ClusterDefinition { Kubeconfig = file });

        access.Server.ShouldBe(new Uri("http://127.0.0.1:1234/cluster"));
        (await HeaderAsync(access)).ShouldBe("Bearer sha256~kubeconfig-token");
        _server.Redactor.Redact("x sha256~kubeconfig-token").ShouldBe("x ***");
    }

    [Fact]
    public async Task Another_context_may_be_named_and_its_token_file_is_read_for_each_request()
    {
        _folder.Write("config", Config);
        string token = _folder.Write("tokens/current", "first-token\n");

        ClusterAccess access = await ResolveAsync(new ClusterDefinition { Kubeconfig = "config", Context = "other" }, _folder.Path);

        (access.SkipTlsVerification, access.TlsServerName, access.Proxy).ShouldBe((true, "kubernetes", new Uri("http://proxy.example:3128")));
        (await HeaderAsync(access)).ShouldBe("Bearer first-token");
        await File.WriteAllTextAsync(token, "second-token");
        (await HeaderAsync(access)).ShouldBe("Bearer second-token");
    }

    [Fact]
    public async Task The_definitions_token_comes_before_the_kubeconfigs()
    {
        string file = _folder.Write("config", Config);

        ClusterAccess access = await ResolveAsync(new ClusterDefinition { Kubeconfig = file, Token = KnownSecrets.Reference });

        (await HeaderAsync(access)).ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Fact]
    public async Task Files_in_KUBECONFIG_are_merged_and_the_first_one_wins()
    {
        string first = _folder.Write("first", """
            current-context: mine
            contexts: [ { name: mine, context: { cluster: sandbox, user: guru } } ]
            users: [ { name: guru, user: { token: my-own-token } } ]
            """);
        string second = _folder.Write("second", Config);

        ClusterAccess access = await ResolveAsync(
            new ClusterDefinition(),
            variable: name => name == "KUBECONFIG" ? string.Join(Path.PathSeparator, first, Path.Combine(_folder.Path, "absent"), second) : null);

        access.Server.AbsolutePath.ShouldBe("/cluster");
        (await HeaderAsync(access)).ShouldBe("Bearer my-own-token");
    }

    [Fact]
    public async Task Without_any_word_it_is_the_file_at_home()
    {
        _folder.Write(".kube/config", Config);

        (await ResolveAsync(new ClusterDefinition())).Server.Port.ShouldBe(1234);
    }

    [Fact]
    public async Task A_tilde_is_the_home_folder()
    {
        _folder.Write("mine/config", Config);

        (await ResolveAsync(new ClusterDefinition { Kubeconfig = "~/mine/config" })).Server.Port.ShouldBe(1234);
    }

    [Fact]
    public async Task A_pod_without_kubeconfig_uses_its_service_account()
    {
        _folder.Write("account/token", "account-token");

        ClusterAccess access = await ResolveAsync(
            new ClusterDefinition(),
            variable: name => name switch { "KUBERNETES_SERVICE_HOST" => "fd00::1", "KUBERNETES_SERVICE_PORT" => "6443", _ => null });

        access.Server.ShouldBe(new Uri("https://[fd00::1]:6443"));
        (await HeaderAsync(access)).ShouldBe("Bearer account-token");
    }

    [Theory]
    [InlineData("lost", "The kubeconfig has no cluster gone; it has: sandbox, other.")]
    [InlineData("nowhere", "The kubeconfig has no context nowhere; it has: sandbox, other, lost.")]
    public async Task A_name_that_is_not_there_is_told_with_those_that_are(string context, string cause)
    {
        string file = _folder.Write("config", Config);

        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(new ClusterDefinition { Kubeconfig = file, Context = context }));

        failure.Id.ShouldBe("ClusterAccessInvalid");
        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Cause.ShouldBe(cause);
    }

    [Theory]
    [InlineData("just words", "The kubeconfig has no context mine; it has no contexts at all.")]
    [InlineData("{ contexts: [{ name: mine, context: { cluster: c } }], clusters: [{ name: c, cluster: { server: 'ftp://files.example' } }] }", "The server of the cluster c is no https address but ftp.")]
    public async Task A_file_that_leads_to_no_cluster_is_told_as_such(string content, string cause)
    {
        string file = _folder.Write("config", content);

        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(new ClusterDefinition { Kubeconfig = file, Context = "mine" }));

        (failure.Id, failure.Cause).ShouldBe(("ClusterAccessInvalid", cause));
    }

    [Fact]
    public async Task A_broken_file_is_told_by_place_and_not_by_content()
    {
        string file = _folder.Write("config", "users:\n  - name: x\n   user: { token: secret-in-broken-yaml\n");

        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(new ClusterDefinition { Kubeconfig = file }));

        failure.Cause.ShouldNotBeNull().ShouldContain("is no YAML: line");
        failure.Cause.ShouldNotContain("secret-in-broken-yaml");
    }

    [Fact]
    public async Task Where_nothing_leads_to_a_cluster_the_places_looked_at_are_told()
    {
        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(new ClusterDefinition()));

        failure.Cause.ShouldNotBeNull().ShouldContain(Path.Combine(_folder.Path, ".kube", "config"));
    }

    [Fact]
    public async Task Credentials_in_an_address_are_taken_out_of_it_and_blotted_out()
    {
        string file = _folder.Write("config", Config
            .Replace("http://127.0.0.1", "http://sandbox:sha256%7Eaddress-token@127.0.0.1", StringComparison.Ordinal)
            .Replace("https://api", "https://lonely-token@api", StringComparison.Ordinal)
            .Replace("http://proxy", "http://me:proxy-password@proxy", StringComparison.Ordinal));
        _folder.Write("tokens/current", "token");

        ClusterAccess access = await ResolveAsync(new ClusterDefinition { Kubeconfig = file });
        ClusterAccess other = await ResolveAsync(new ClusterDefinition { Kubeconfig = file, Context = "other" });

        access.Server.ShouldBe(new Uri("http://127.0.0.1:1234/cluster"));
        access.Server.UserInfo.ShouldBeEmpty();
        (await HeaderAsync(access)).ShouldBe("Bearer sha256~kubeconfig-token");
        (other.Server.AbsoluteUri, other.Proxy?.AbsoluteUri).ShouldBe(("https://api.example:6443/", "http://proxy.example:3128/"));
        (other.ProxyCredential?.UserName, other.ProxyCredential?.Password).ShouldBe(("me", "proxy-password"));
        _server.Redactor.Redact("sha256~address-token lonely-token proxy-password sandbox").ShouldBe("*** *** *** sandbox");
    }

    [Fact]
    public async Task Credentials_in_the_definitions_address_are_in_no_failure()
    {
        ClusterDefinition definition = new()
        {
            Server = new Uri("https://guru:address-secret@api.example:6443"),
            Token = KnownSecrets.Reference,
            CertificateAuthority = "absent.pem",
        };

        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(definition, _folder.Path));

        failure.Id.ShouldBe("ClusterAccessInvalid");
        failure.Target.ShouldBe("api.example:6443");
        (await ResolveAsync(definition with { CertificateAuthority = null })).Server.AbsoluteUri.ShouldBe("https://api.example:6443/");
    }

    [Theory]
    [InlineData(200, "<html>log in</html>")]
    [InlineData(302, "")]
    [InlineData(403, "{}")]
    [InlineData(503, "{}")]
    public async Task Whatever_the_server_answers_no_failure_shows_the_credentials_of_its_address(int status, string answer)
    {
        string file = _folder.Write("config", Config.Replace("http://127.0.0.1", "http://sandbox:address-token@127.0.0.1", StringComparison.Ordinal));
        FakeServer server = new(() => Json(answer, (System.Net.HttpStatusCode)status, ("Location", "https://login.example/")));
        using KubernetesApi api = new(
            new ClusterAccessResolver(
                new ClusterDefinition { Kubeconfig = file },
                null,
                new KnownSecrets(server.Redactor),
                server.Pipeline,
                new HostSurroundings(_ => null, _folder.Path, _folder.Path)),
            server.Pipeline,
            _ => server);

        Failure failure = await Calling.FailureOfAsync(() => new KubernetesCluster(api, "packit--prod").GetImageStreamAsync("worker", default));

        string all = $"{failure.Message} {failure.Target} {failure.Cause} {failure.NextAction} {string.Join(' ', failure.Evidence)}";
        all.ShouldContain("127.0.0.1:1234");
        all.ShouldNotContain("address-token");
        all.ShouldNotContain("***");
        server.Requests.ShouldAllBe(request => request.Uri.UserInfo.Length == 0);
    }

    private static async Task<string?> HeaderAsync(ClusterAccess access) => (await access.Authorization.GetAsync(default))?.ToString();

    private Task<ClusterAccess> ResolveAsync(ClusterDefinition definition, string? directory = null, Func<string, string?>? variable = null) =>
        new ClusterAccessResolver(
            definition,
            directory,
            new KnownSecrets(_server.Redactor),
            _server.Pipeline,
            new HostSurroundings(variable ?? (_ => null), _folder.Path, Path.Combine(_folder.Path, "account"))).ResolveAsync(default);
}
