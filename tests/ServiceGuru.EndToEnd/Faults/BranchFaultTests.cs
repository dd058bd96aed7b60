namespace ServiceGuru.EndToEnd.Faults;

public sealed class BranchFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(BranchCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(BranchCases.All, fault);
}
