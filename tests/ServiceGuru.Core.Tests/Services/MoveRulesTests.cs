using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

public sealed class MoveRulesTests
{
    private readonly ServiceDefinitionReader reader = new(new YamlDocumentParser());

    [Fact]
    public void The_defaults_are_those_of_the_team()
    {
        ServiceDefinition service = reader.Read("""
            name: shop
            repositories:
              - { name: lib, url: lib.git, package: python-lib }
              - { name: api, url: api.git, dependsOn: [lib] }
            packages: { owner: shop, project: shop-stable }
            monorepo: { url: mono.git, author: "Shop Bot <bot@example.org>", submodules: { lib: libraries/lib } }
            """, null);

        service.Packages!.Url.ShouldBe(new Uri("https://copr.fedorainfracloud.org"));
        service.Packages.Timeout.ShouldBe(TimeSpan.FromHours(2));
        service.Packages.Poll.ShouldBe(TimeSpan.FromSeconds(30));
        service.Monorepo!.Branch.ShouldBe("main");
        service.Monorepo.Message.ShouldBe("chore: weekly deployment");
    }

    [Fact]
    public void Unknown_names_cycles_and_missing_parts_are_told_with_their_place()
    {
        Diagnostics("""
            name: shop
            repositories:
              - name: a
                url: a.git
                dependsOn: [b, bb]
              - name: b
                url: b.git
                dependsOn: [c]
              - name: c
                url: c.git
                package: python-c
                dependsOn:
                  - a
              - { name: d, url: d.git, dependsOn: [d] }
            monorepo:
              url: --upload-pack=evil
              branch: a..b
              message: ""
              author: nobody
              submodules: { cc: cc, a: ../a, b: /b }
            """).ShouldBe(
        [
            "5:17 DependencyCycle",
            "5:20 UnknownName",
            "8:17 DependencyCycle",
            "11:14 MissingKey",
            "13:9 DependencyCycle",
            "14:40 DependencyCycle",
            "16:8 InvalidValue",
            "17:11 InvalidValue",
            "18:12 InvalidValue",
            "19:11 InvalidValue",
            "20:21 UnknownName",
            "20:28 InvalidValue",
            "20:37 InvalidValue",
        ]);
    }

    [Fact]
    public void A_cycle_says_its_whole_way()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => reader.Read("""
            name: shop
            repositories:
              - { name: a, url: a.git, dependsOn: [b] }
              - { name: b, url: b.git, dependsOn: [a] }
            """, null));

        error.Diagnostics[0].Message.ShouldBe("'a' can't wait for itself: a -> b -> a.");
    }

    [Fact]
    public void Waits_must_end_and_look()
    {
        Diagnostics("""
            name: shop
            packages: { owner: shop, project: stable, timeout: 0s, poll: 0s }
            """).ShouldBe(["2:52 InvalidValue", "2:62 InvalidValue"]);
    }

    private IEnumerable<string> Diagnostics(string yaml) =>
        Should.Throw<InvalidDocumentException>(() => reader.Read(yaml, null)).Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}");
}
