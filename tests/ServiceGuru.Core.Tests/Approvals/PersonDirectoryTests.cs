using ServiceGuru.Operations;

namespace ServiceGuru.Approvals;

public sealed class PersonDirectoryTests
{
    private readonly PersonDirectory _people = new(Team.Service);

    [Theory]
    [InlineData("ann@box", "ann")]
    [InlineData(" ANN@Box ", "ann")]
    [InlineData("annie", "ann")]
    [InlineData("annie@anywhere", "ann")]
    [InlineData("matrix:@ann:fedora.im", "ann")]
    [InlineData("email:Ann@Example.org", "ann")]
    [InlineData("slack:U0BOB", "bob")]
    [InlineData("github:CID", "cid")]
    public void One_person_is_one_person_however_they_come(string identity, string person) => _people.Find(identity)!.Id.ShouldBe(person);

    [Theory]
    [InlineData("ann")]
    [InlineData("ann@elsewhere")]
    [InlineData("@ann:fedora.im")]
    [InlineData("ann@example.org")]
    [InlineData("U0BOB")]
    [InlineData("slack:u0bob")]
    [InlineData("matrix:@ANN:fedora.im")]
    [InlineData("slack:ann@box")]
    [InlineData("person:ann")]
    [InlineData("matrix:")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Nobody_passes_for_somebody_by_choosing_a_name(string? identity) => _people.Find(identity).ShouldBeNull();

    [Fact]
    public void Whom_the_definition_does_not_know_counts_by_name_and_never_as_one_whom_it_knows()
    {
        _people.KeyOf("Zoe@box").ShouldBe(_people.KeyOf(" zoe@BOX "));
        _people.KeyOf("person:ann").ShouldNotBe(_people.KeyOf("ann@box"));
        _people.KeyOf("").ShouldBeNull();
    }

    [Fact]
    public void Teams_and_people_together_are_each_person_once()
    {
        _people.Members(["bob", "on-call", "cid"]).ShouldBe(["ann", "bob", "cid"]);
        Should.Throw<GuruException>(() => _people.Members(["oncall"])).Failure.Message.ShouldContain("Did you mean 'on-call'?");
    }
}
