namespace ServiceGuru.EndToEnd.Faults;

public sealed class ClusterHealthFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(ClusterHealthCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(ClusterHealthCases.All, fault);
}
