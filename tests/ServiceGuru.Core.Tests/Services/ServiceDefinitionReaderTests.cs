using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

public sealed class ServiceDefinitionReaderTests
{
    private readonly ServiceDefinitionReader _reader = new(new YamlDocumentParser());

    [Fact]
    public void A_small_definition_gets_its_defaults()
    {
        ServiceDefinition service = _reader.Read("""
            name: shop
            repositories:
              - { name: api, url: git@example.org:shop/api.git }
            timing: { buildPoll: 1m30s }
            """, "service.yaml");

        service.Repositories.Single().Target.ShouldBe("stable");
        service.Timing.BuildPoll.ShouldBe(TimeSpan.FromSeconds(90));
        service.Timing.RolloutTimeout.ShouldBe(TimeSpan.FromMinutes(15));
        service.Health.CrashLoopRestarts.ShouldBe(3);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_with_file_line_and_column()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: The Shop
            repositories:
              - name: api
                url: --upload-pack=evil
                slug: nothing
                build: { workflow: build.yml, images: [api] }
              - name: api
                url: git@example.org:shop/web.git
                target: main
            workloads:
              - { name: web, imageStream: wbe, kind: Deploymint }
              - { name: db }
            imageStreams:
              - { name: web, image: quay.io/shop/web }
            environments:
              prod: { cluster: osd, namespace: shop, branch: stable, imageTag: prod, replicas: { wep: 2 } }
            channels:
              - { name: users, kind: slack, room: C1, token: xoxb-1234567890 }
            timing: { buildPoll: 0s, rolloutPoll: soon }
            """, "shop/service.yaml"));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(
        [
            "1:7 InvalidName",
            "4:10 InvalidValue",
            "5:11 InvalidValue",
            "6:12 MissingKey",
            "6:12 MissingKey",
            "7:11 DuplicateName",
            "9:13 InvalidValue",
            "11:31 UnknownName",
            "11:42 InvalidValue",
            "12:5 InvalidValue",
            "16:20 UnknownName",
            "16:91 UnknownName",
            "18:50 InvalidValue",
            "19:22 InvalidValue",
            "19:39 InvalidValue",
        ]);
        error.Diagnostics[0].ToString().ShouldStartWith("shop/service.yaml:1:7: InvalidName: ");
        error.Message.ShouldNotContain("xoxb-1234567890", customMessage: "a secret that was written by mistake is not repeated");
    }

    [Fact]
    public void What_a_blog_can_not_mean_is_told_by_its_key()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: shop
            blog:
              slug: no-owner
              directory: ../weekly
              title: "{week} of {nobody}"
              branch: -f
              approvals: -1
            """, "service.yaml"));

        error.Diagnostics.Select(diagnostic => $"{diagnostic.Position.Line}:{diagnostic.Position.Column} {diagnostic.Id}").ShouldBe([
            "3:9 InvalidValue", "4:14 InvalidValue", "5:10 InvalidValue", "6:11 InvalidValue", "7:14 InvalidValue"]);
        error.Message.ShouldContain("{nobody}");
    }

    [Fact]
    public void A_blogs_template_lies_beside_the_definition()
    {
        string folder = Path.GetFullPath("/shop");

        _reader.Read("{ name: shop, blog: { template: post.md } }", Path.Combine(folder, "service.yaml")).Blog!.Template.ShouldBe(Path.Combine(folder, "post.md"));
    }

    [Fact]
    public void A_definition_that_is_no_mapping_is_refused()
    {
        Should.Throw<InvalidDocumentException>(() => _reader.Read("- just\n- a list\n", null)).Diagnostics.Single().Id.ShouldBe("WrongType");
        Should.Throw<InvalidDocumentException>(() => _reader.Read("title: no name\n", null)).Diagnostics.Single().Message.ShouldContain("needs the key 'name'");
    }

    [Theory]
    [InlineData("env:TOKEN", true)]
    [InlineData("file:/run/secrets/token", true)]
    [InlineData("bitwarden:item#field", true)]
    [InlineData("secret:vault/name", true)]
    [InlineData("ghp_0123456789", false)]
    [InlineData("env:", false)]
    [InlineData("http://token", false)]
    public void Only_references_pass_for_secrets(string text, bool good) => SecretReference.TryParse(text, out _).ShouldBe(good);

    [Fact]
    public void Mistakes_in_the_infrastructure_are_told_too()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: shop
            infrastructure:
              url: https://token@example.org/deployment.git
              checkout: deployment
              branch: a..b
              command: []
              variables: { "A B": x }
              timeout: 0s
              mark: refs/heads/{environment}
            secretsChangelog: { item: --help }
            """, "service.yaml"));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line} {mistake.Id}").ShouldBe(
            ["3 InvalidValue", "5 InvalidValue", "6 InvalidValue", "7 InvalidValue", "8 InvalidValue", "9 InvalidValue", "10 InvalidValue"]);
    }
}
