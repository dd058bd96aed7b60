namespace ServiceGuru.EndToEnd.Faults;

public sealed class NetworkFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(NetworkCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(NetworkCases.All, fault);
}
