namespace ServiceGuru.EndToEnd.Faults;

public sealed class AccessFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(AccessCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(AccessCases.All, fault);
}
