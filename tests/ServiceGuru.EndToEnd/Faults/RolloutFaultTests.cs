namespace ServiceGuru.EndToEnd.Faults;

public sealed class RolloutFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(RolloutCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(RolloutCases.All, fault);
}
