using ServiceGuru.Connectors.Kubernetes;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Kubernetes;

/// <summary>Programs as in https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins.</summary>
public sealed class ExecPluginTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeServer _server = new(() => Json("{}"));

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task The_programs_token_is_used_until_it_expires()
    {
        ClusterAccess access = await ResolveAsync("""
            echo run >> runs
            printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"tok-%s-%s-%s","expirationTimestamp":"2026-03-02T14:00:00Z"}}' "$1" "$FLAVOR" "$(wc -l < runs | tr -d ' ')"
            """);

        (await HeaderAsync(access)).ShouldBe("Bearer tok-get-token-sweet-1");
        (await HeaderAsync(access)).ShouldBe("Bearer tok-get-token-sweet-1");
        _server.Time.Advance(TimeSpan.FromHours(1));
        (await HeaderAsync(access)).ShouldBe("Bearer tok-get-token-sweet-2");
        _server.Redactor.Redact("tok-get-token-sweet-2").ShouldBe("***");
    }

    [SkippableFact]
    public async Task The_program_is_told_what_is_expected_of_it()
    {
        await ResolveAsync("""
            printf '%s' "$KUBERNETES_EXEC_INFO" > info
            printf '{"kind":"ExecCredential","status":{"token":"some-token"}}'
            """);

        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "info"))).ShouldBe(
            """{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"https://api.example:6443"}}}""");
    }

    [SkippableTheory]
    [InlineData("echo 'not logged in' >&2; exit 3", "not logged in")]
    [InlineData("echo '{}'", "Its output has no status with a token or a client certificate.")]
    public async Task A_program_that_gives_nothing_is_told_with_its_own_words(string script, string cause)
    {
        Failure failure = await Calling.FailureOfAsync(() => ResolveAsync(script));

        failure.Id.ShouldBe("SecretUnavailable");
        failure.Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told()
    {
        string file = _folder.Write("config", Config("./absent"));

        (await Calling.FailureOfAsync(() => ResolveFileAsync(file))).Id.ShouldBe("SecretUnavailable");
    }

    private static string Config(string command) => $$"""
        current-context: c
        contexts: [ { name: c, context: { cluster: c, user: u } } ]
        clusters: [ { name: c, cluster: { server: "https://api.example:6443" } } ]
        users:
          - name: u
            user:
              exec:
                apiVersion: client.authentication.k8s.io/v1
                command: {{command}}
                args: [ get-token ]
                env: [ { name: FLAVOR, value: sweet } ]
                provideClusterInfo: true
                interactiveMode: Never
        """;

    private static async Task<string?> HeaderAsync(ClusterAccess access) => (await access.Authorization.GetAsync(default))?.ToString();

    private Task<ClusterAccess> ResolveAsync(string script)
    {
        Skip.If(OperatingSystem.IsWindows(), "The stand-in for a credential program is a shell script.");
        string program = _folder.Write("login.sh", $"#!/bin/sh\ncd '{_folder.Path}' || exit 9\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return ResolveFileAsync(_folder.Write("config", Config("./login.sh")));
    }

    private Task<ClusterAccess> ResolveFileAsync(string file) => new ClusterAccessResolver(
        new ClusterDefinition { Kubeconfig = file },
        null,
        new KnownSecrets(_server.Redactor),
        _server.Pipeline,
        new HostSurroundings(_ => null, _folder.Path, _folder.Path)).ResolveAsync(default);
}
