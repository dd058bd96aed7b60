using System.Net;
using NSubstitute;
using ServiceGuru.Connectors.Tests.Yaml;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests;

public sealed class ConnectionsTests : IDisposable
{
    private static readonly ServiceDefinition Packit = new ServiceDefinitionReader(new YamlDocumentParser()).Read(File.ReadAllText(ShippedDefinition.Path), null);
    private readonly string folder = Directory.CreateTempSubdirectory("guru-connections-").FullName;
    private readonly ISecretResolver secrets = Substitute.For<ISecretResolver>();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Clients_are_made_once_and_asking_for_them_touches_nothing()
    {
        await using Connections connections = Open(Packit);

        connections.Git.ShouldBeSameAs(connections.Git);
        connections.CodeHost.ShouldBeSameAs(connections.CodeHost);
        connections.Registry.ShouldBeSameAs(connections.Registry);
        connections.ErrorTracker.ShouldNotBeNull().ShouldBeSameAs(connections.ErrorTracker);
        connections.Cluster(Packit.Environments["prod"]).ShouldBeSameAs(connections.Cluster(Packit.Environments["prod"]));
        connections.Cluster(Packit.Environments["prod"]).ShouldNotBeSameAs(connections.Cluster(Packit.Environments["stg"]));
        connections.Api(Packit.Environments["prod"]).ShouldBeSameAs(connections.Api(Packit.Environments["prod"]));
        connections.Channel(Packit.Channels[0]).ShouldBeSameAs(connections.Channel(Packit.Channels[0]));
        connections.Channel(Packit.Channels[1]).MaxTopicLength.ShouldBe(250);
        secrets.ReceivedCalls().ShouldBeEmpty();
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_definition_does_not_name_is_told_by_its_id()
    {
        await using Connections connections = Open(new ServiceDefinition { Name = "demo" });
        var lost = new EnvironmentDefinition { Cluster = "none", Namespace = "n", Branch = "b", ImageTag = "t" };

        Id(() => connections.CodeHost).ShouldBe("CodeHostMissing");
        Id(() => connections.CodeHost).ShouldBe("CodeHostMissing");
        Id(() => connections.Registry).ShouldBe("RegistryMissing");
        Id(() => connections.Cluster(lost)).ShouldBe("ClusterMissing");
        connections.ErrorTracker.ShouldBeNull();
    }

    [Fact]
    public async Task A_secret_that_a_server_echoes_stays_out_of_messages_whoever_resolved_it()
    {
        using HttpListener server = Loopback.Listen(out string prefix);
        secrets.ResolveAsync(Arg.Any<SecretReference>(), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult("s3cret-token"));
        await using Connections connections = Open(new ServiceDefinition { Name = "demo", CodeHost = new CodeHostDefinition { Url = new Uri(prefix), Token = SecretReference.Parse("env:TOKEN") } });
        Task<string?> seen = EchoAsync(server);

        GuruException exception = await Should.ThrowAsync<GuruException>(() => connections.CodeHost.GetPullRequestAsync("a/b", 1, default));

        (await seen.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBe("Bearer s3cret-token");
        (exception + exception.Failure.Cause + string.Concat(exception.Failure.Evidence) + exception.Failure.NextAction).ShouldNotContain("s3cret-token");
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_command_that_says_a_secret_of_the_definition_is_not_repeated_although_nobody_had_read_it()
    {
        string kubeconfig = Path.Join(folder, "kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, """
            clusters: [{ name: c, cluster: { server: "https://cluster.example.org" } }]
            users: [{ name: u, user: { token: cluster-t0ken } }]
            contexts: [{ name: x, context: { cluster: c, user: u } }]
            current-context: x
            """);
        secrets.ResolveAsync(Arg.Is<SecretReference>(one => one.Path == "TOKEN"), Arg.Any<CancellationToken>()).Returns(_ => ValueTask.FromResult("s3cret-token"));
        secrets.ResolveAsync(Arg.Is<SecretReference>(one => one.Path == "GONE"), Arg.Any<CancellationToken>())
            .Returns<string>(_ => throw new GuruException(new Failure { Id = "SecretUnavailable", Message = "gone" }));
        await using Connections connections = Open(new ServiceDefinition
        {
            Name = "demo",
            CodeHost = new CodeHostDefinition { Token = SecretReference.Parse("env:GONE") },
            Registry = new RegistryDefinition { Namespace = "demo", Token = SecretReference.Parse("env:TOKEN") },
            Mastodon = new MastodonDefinition { Url = new Uri("https://example.org"), Account = "demo", Token = SecretReference.Parse("bitwarden:mastodon#token") },
            Clusters = new Dictionary<string, ClusterDefinition> { ["c"] = new() { Kubeconfig = kubeconfig } },
        });
        List<string> lines = [];

        CommandEnd end = await connections.Commands.RunAsync(
            new CommandCall
            {
                Key = "run-1",
                Command = ["echo", "s3cret-token and cluster-t0ken"],
                WorkingDirectory = folder,
                Variables = new Dictionary<string, string>(),
                Timeout = TimeSpan.FromMinutes(1),
                Grace = TimeSpan.FromSeconds(1),
            },
            lines.Add,
            default);

        lines.ShouldBe(["*** and ***"]);
        (await File.ReadAllTextAsync(end.LogFile)).ShouldBe("*** and ***\n");
        secrets.ReceivedCalls().ShouldNotContain(call => ((SecretReference)call.GetArguments()[0]!).Scheme == "bitwarden");
    }

    private static string Id(Func<object> ask) => Should.Throw<GuruException>(() => ask()).Failure.Id;

    private static async Task<string?> EchoAsync(HttpListener server)
    {
        HttpListenerContext context = await server.GetContextAsync();
        string? authorization = context.Request.Headers["Authorization"];
        context.Response.StatusCode = 403;
        context.Response.Close(System.Text.Encoding.UTF8.GetBytes($$"""{"message":"no rights for {{authorization}}"}"""), willBlock: false);
        return authorization;
    }

    private Connections Open(ServiceDefinition service) => new(service, secrets, folder, Path.Join(folder, "cache"), TimeProvider.System);
}
