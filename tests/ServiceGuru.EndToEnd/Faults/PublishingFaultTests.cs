namespace ServiceGuru.EndToEnd.Faults;

public sealed class PublishingFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(PublishingCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(PublishingCases.All, fault);
}
