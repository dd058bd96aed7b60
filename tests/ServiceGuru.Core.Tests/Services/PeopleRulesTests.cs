using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

public sealed class PeopleRulesTests
{
    private readonly ServiceDefinitionReader _reader = new(new YamlDocumentParser());

    [Fact]
    public void People_and_teams_are_read()
    {
        ServiceDefinition service = _reader.Read("""
            name: shop
            people:
              - { id: laura, name: Laura B., logins: [laura@box, laurab], email: laura@example.org, matrix: "@laura:fedora.im", slack: U0123ABCD, github: lbarcziova }
              - { id: monday-job, logins: [guru] }
            teams:
              on-call: [laura]
            """, null);

        service.People[0].Matrix.ShouldBe("@laura:fedora.im");
        service.Teams["on-call"].ShouldBe(["laura"]);
    }

    [Fact]
    public void Every_mistake_has_its_place()
    {
        InvalidDocumentException error = Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: shop
            people:
              - { id: laura, logins: [laura, lb@box] }
              - { id: Bob, logins: ["a b"], email: bob, matrix: bob, slack: bob, github: -x }
              - { id: laura, logins: [LAURA@box, lb@BOX] }
              - { id: nobody }
            teams:
              on-call: [laura, lara, laura]
              empty: []
              nobody: [laura]
              Wrong Name: [laura]
            """, "service.yaml"));

        error.Diagnostics.Select(mistake => $"{mistake.Position.Line}:{mistake.Position.Column} {mistake.Id}").ShouldBe(
        [
            "4:11 InvalidValue",
            "4:25 InvalidValue",
            "4:40 InvalidValue",
            "4:53 InvalidValue",
            "4:65 InvalidValue",
            "4:78 InvalidValue",
            "5:11 DuplicateName",
            "5:38 DuplicateIdentity",
            "6:5 MissingKey",
            "8:20 UnknownName",
            "8:26 DuplicateName",
            "9:10 InvalidValue",
            "10:11 DuplicateName",
            "11:15 InvalidName",
        ]);
        error.Diagnostics.Single(mistake => mistake.Id == "UnknownName").Message.ShouldContain("Did you mean 'laura'?");
    }

    [Fact]
    public void A_login_on_any_machine_is_nobody_elses_on_one_machine() =>
        Should.Throw<InvalidDocumentException>(() => _reader.Read("""
            name: shop
            people:
              - { id: ann, logins: [ops] }
              - { id: bob, logins: [ops@box] }
            """, null)).Diagnostics.Single().Message.ShouldContain("meant for every machine");
}
