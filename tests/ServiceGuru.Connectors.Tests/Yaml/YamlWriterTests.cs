using System.Text.Json;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Yaml;

public sealed class YamlWriterTests
{
    [Fact]
    public void Only_what_is_said_is_written()
    {
        YamlWriter.Write(new ServiceDefinition { Name = "demo", CodeHost = new CodeHostDefinition() })
            .ShouldBe("name: demo\ncodeHost: {}\n");
    }

    [Fact]
    public void Values_are_written_as_people_write_them()
    {
        var definition = new ServiceDefinition
        {
            Name = "demo",
            Repositories =
            [
                new RepositoryDefinition
                {
                    Name = "web",
                    Url = "git@github.com:demo/web.git",
                    ReleaseNotes = false,
                    Build = new BuildDefinition { Workflow = "build.yml", Images = ["web", "worker"] },
                },
            ],
            Registry = new RegistryDefinition { Url = new Uri("http://127.0.0.1:8080"), Namespace = "demo", Token = SecretReference.Parse("env:QUAY") },
            Environments = new Dictionary<string, EnvironmentDefinition>
            {
                ["prod"] = new() { Cluster = "c", Namespace = "demo", Branch = "stable", ImageTag = "prod", Replicas = new Dictionary<string, int> { ["web"] = 2 }, Production = true },
            },
            Workloads = [new WorkloadDefinition { Name = "web", Kind = WorkloadKind.StatefulSet }],
            Timing = new TimingDefinition { BuildPoll = TimeSpan.FromMilliseconds(500), BuildTimeout = TimeSpan.FromMinutes(90), RolloutTimeout = TimeSpan.FromHours(3) },
        };

        YamlWriter.Write(definition).ShouldBe("""
            name: demo
            repositories:
            - name: web
              url: git@github.com:demo/web.git
              build:
                workflow: build.yml
                images: [web, worker]
              releaseNotes: false
            registry:
              url: http://127.0.0.1:8080
              namespace: demo
              token: env:QUAY
            environments:
              prod:
                cluster: c
                namespace: demo
                branch: stable
                imageTag: prod
                replicas:
                  web: 2
                production: true
            workloads:
            - name: web
              kind: statefulSet
            timing:
              buildPoll: 500ms
              buildTimeout: 1h30m
              rolloutTimeout: 3h

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("1e3")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("#packit:fedora.im")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("trailing ")]
    [InlineData("a #b")]
    [InlineData("two\nlines\n")]
    [InlineData("\ttab \\ \"quoted\" 'single' `x` {sha7} %")]
    [InlineData("⚠️ Production redeployment in progress. ⚠️ 🚀")]
    [InlineData("!room:server")]
    [InlineData("\u0085\u2028\u0001")]
    public void Any_text_is_read_back_as_the_same_text(string text)
    {
        string yaml = YamlWriter.Write(new ServiceDefinition { Name = "demo", Topics = new Dictionary<string, string> { ["t"] = text, [text + "x"] = "y" } });

        var topics = (MappingNode)((MappingNode)new YamlDocumentParser().Parse(yaml, null)).Find("topics")!;
        var scalar = (ScalarNode)topics.Find("t")!;
        scalar.Value.ShouldBe(text);
        topics.Entries[1].Key.Value.ShouldBe(text + "x");
    }

    [Fact]
    public void The_shipped_definition_is_valid_and_survives_writing_and_reading()
    {
        var reader = new ServiceDefinitionReader(new YamlDocumentParser());
        ServiceDefinition shipped = reader.Read(File.ReadAllText(ShippedDefinition.Path), "packit.yaml");

        string written = YamlWriter.Write(shipped);

        AsJson(reader.Read(written, null)).ShouldBe(AsJson(shipped));
        YamlWriter.Write(reader.Read(written, null)).ShouldBe(written);
    }

    [Fact]
    public void A_definition_that_says_everything_survives_writing_and_reading()
    {
        var token = SecretReference.Parse("bitwarden:Packit Service#token: x");
        var definition = new ServiceDefinition
        {
            Name = "demo",
            Title = "The \"demo\": a service",
            Repositories = [new RepositoryDefinition { Name = "web", Url = "/tmp/with space/#1.git", Slug = "demo/web", Source = "dev", Target = "live", Build = new BuildDefinition { Workflow = "b.yml", Images = ["web"], UniqueTag = "v-{sha7}-" }, ReleaseNotes = false, VersionKey = "web" }],
            CodeHost = new CodeHostDefinition { Url = new Uri("http://127.0.0.1:1/api?x=y#z"), WebUrl = new Uri("http://127.0.0.1:1"), Token = token },
            Registry = new RegistryDefinition { Namespace = "demo", Host = "127.0.0.1:5000", Token = token },
            Clusters = new Dictionary<string, ClusterDefinition> { ["a"] = new() { Kubeconfig = "~/k", Context = "c" }, ["b"] = new() { Server = new Uri("https://127.0.0.1:6443"), Token = token, CertificateAuthority = "ca.pem", SkipTlsVerification = true } },
            Environments = new Dictionary<string, EnvironmentDefinition> { ["prod"] = new() { Cluster = "a", Namespace = "n", Branch = "live", ImageTag = "prod", Api = new Uri("http://127.0.0.1:2/api"), Dashboard = new Uri("http://127.0.0.1:2"), ErrorTrackerEnvironment = "production", Replicas = new Dictionary<string, int> { ["web"] = 0 }, Production = true } },
            Workloads = [new WorkloadDefinition { Name = "web", Kind = WorkloadKind.StatefulSet, Replicas = 3, ImageStream = "web", Container = "c" }, new WorkloadDefinition { Name = "db", Image = "db:1" }],
            ImageStreams = [new ImageStreamDefinition { Name = "web", Image = "127.0.0.1:5000/demo/web", Tag = "latest", Import = false }],
            ErrorTracker = new ErrorTrackerDefinition { Organization = "o", Project = "p", Token = token },
            Channels = [new ChannelDefinition { Name = "m", Kind = ChannelKind.Matrix, Url = new Uri("http://127.0.0.1:3"), Room = "#x:y", Token = token }],
            Topics = new Dictionary<string, string> { ["a"] = "⚠️ one\n two: three # four\n" },
            Blog = new BlogDefinition { Slug = "demo/blog", Directory = "posts", Project = "Demo", Author = "me" },
            Health = new HealthPolicy { Window = TimeSpan.FromDays(1.5), Grace = TimeSpan.Zero, CrashLoopRestarts = 1, NewIssuesAllowed = 2 },
            Timing = new TimingDefinition { BuildPoll = TimeSpan.FromMilliseconds(20), RolloutPoll = TimeSpan.FromMilliseconds(1500) },
        };

        AsJson(new ServiceDefinitionReader(new YamlDocumentParser()).Read(YamlWriter.Write(definition), null)).ShouldBe(AsJson(definition));
    }

    [Fact]
    public void A_duration_that_has_no_written_form_is_refused()
    {
        var definition = new ServiceDefinition { Name = "demo", Timing = new TimingDefinition { BuildPoll = TimeSpan.FromTicks(1) } };

        Should.Throw<ArgumentException>(() => YamlWriter.Write(definition));
    }

    /// <summary>Records with lists compare by reference; their content compares as text.</summary>
    private static string AsJson(ServiceDefinition definition) => JsonSerializer.Serialize(definition);
}
