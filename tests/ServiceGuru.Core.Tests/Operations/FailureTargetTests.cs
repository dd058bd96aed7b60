namespace ServiceGuru.Operations;

public sealed class FailureTargetTests
{
    private static readonly Failure Down = new()
    {
        Id = "RegistryUnreachable",
        Message = "Quay gave no answer to GET /tag.",
        Target = "Quay quay.example:8443",
        Evidence = ["tried 5 times"],
    };

    [Fact]
    public void A_failure_of_an_item_is_on_the_item_and_the_systems_address_is_evidence()
    {
        Failure failure = Down.On("packit-service");

        failure.Target.ShouldBe("packit-service");
        failure.Evidence.ShouldBe(["tried 5 times", "met at: Quay quay.example:8443"]);
        failure.On("packit-service").Evidence.ShouldBe(failure.Evidence);
    }

    [Fact]
    public void An_address_that_the_texts_tell_is_not_told_again() =>
        (Down with { NextAction = "Check the state of quay.example:8443." }).On("packit-service").Evidence.ShouldBe(Down.Evidence);

    [Fact]
    public void A_failure_on_nothing_gets_the_item() =>
        (Down with { Target = null }).On("packit-service").ShouldBe(Down with { Target = "packit-service" });

    [Fact]
    public async Task The_failure_of_an_answer_is_on_the_item_too()
    {
        GuruException thrown = await Should.ThrowAsync<GuruException>(() => Task.FromException<int>(new GuruException(Down)).On("prod"));

        thrown.Failure.Target.ShouldBe("prod");
        (await Task.FromResult(7).On("prod")).ShouldBe(7);
    }
}
