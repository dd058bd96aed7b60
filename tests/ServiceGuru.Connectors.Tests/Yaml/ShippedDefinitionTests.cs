using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Tests.Yaml;

public sealed class ShippedDefinitionTests
{
    private static readonly string Text = File.ReadAllText(ShippedDefinition.Path);
    private readonly ServiceDefinition packit = new ServiceDefinitionReader(new YamlDocumentParser()).Read(Text, "packit.yaml");

    [Fact]
    public void It_names_its_schema_for_editors()
    {
        Text.ShouldStartWith("# yaml-language-server: $schema=../../docs/schema/service.schema.json\n");
    }

    [Fact]
    public void Repositories_are_moved_in_the_order_in_which_they_build_on_each_other()
    {
        packit.Repositories.Select(one => one.Name)
            .ShouldBe(["ogr", "specfile", "packit", "packit-service-fedmsg", "sandcastle", "dashboard", "packit-service"]);
        packit.Repositories.ShouldAllBe(one => one.Source == "main" && one.Target == "stable" && one.Url == $"git@github.com:{one.Slug}.git");
    }

    [Fact]
    public void What_an_image_installs_is_moved_and_packaged_before_it()
    {
        packit.Repositories.Where(one => one.Package is not null).Select(one => $"{one.Name}: {one.Package}")
            .ShouldBe(["ogr: python-ogr", "specfile: python-specfile", "packit: packit"]);
        packit.Repositories.Where(one => one.DependsOn.Count > 0).Select(one => $"{one.Name}: {string.Join(", ", one.DependsOn)}")
            .ShouldBe(["packit: ogr, specfile", "packit-service: packit, sandcastle"]);
        packit.Packages!.Url.ShouldBe(new Uri("https://copr.fedorainfracloud.org"));
        packit.Monorepo!.Url.ShouldBe("git@github.com:packit/production-monorepo.git");
    }

    [Theory]
    [InlineData("prod", 13)]
    [InlineData("stg", 11)]
    public void An_environment_runs_as_many_pods_as_the_deployment_does(string name, int pods)
    {
        EnvironmentDefinition environment = packit.Environments[name];
        packit.Workloads.Sum(one => environment.Replicas.GetValueOrDefault(one.Name, one.Replicas)).ShouldBe(pods);
    }

    [Fact]
    public void Every_imported_stream_follows_an_image_that_a_repository_builds()
    {
        string[] built = [.. packit.Repositories.SelectMany(one => one.Build?.Images ?? []).Select(image => $"quay.io/packit/{image}")];

        packit.ImageStreams.Where(one => one.Import).ShouldAllBe(one => built.Contains(one.Image) && one.Tag == null);
        packit.ImageStreams.Count(one => one.Import).ShouldBe(4);
    }

    [Fact]
    public void Topics_are_the_role_descriptions_words()
    {
        packit.Topics["redeploying"].ShouldBe("We are redeploying the Packit Service production. If Packit does not react to your actions for a long time (30 minutes) try retriggering it with /packit build, /packit test, /packit propose-downstream, /packit pull-from-upstream, /packit koji-build, /packit create-update.");
        packit.Topics["in-progress"].ShouldBe("⚠️ Production redeployment in progress. ⚠️");
    }

    [Fact]
    public void It_holds_references_to_secrets_and_no_secret()
    {
        new[] { packit.CodeHost!.Token, packit.ErrorTracker!.Token, packit.Channels[0].Token, packit.Channels[1].Token }
            .ShouldAllBe(token => token!.Scheme == "env");
    }
}
