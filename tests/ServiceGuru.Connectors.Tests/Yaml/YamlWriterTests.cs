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
                ["prod"] = new() { Cluster = "c", Namespace = "n", Branch = "stable", ImageTag = "prod", Replicas = new Dictionary<string, int> { ["web"] = 2 }, Production = true },
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
                namespace: n
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
              buildTimeout: 90m
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
    public void A_duration_that_has_no_written_form_is_refused()
    {
        var definition = new ServiceDefinition { Name = "demo", Timing = new TimingDefinition { BuildPoll = TimeSpan.FromTicks(1) } };

        Should.Throw<ArgumentException>(() => YamlWriter.Write(definition));
    }
}
