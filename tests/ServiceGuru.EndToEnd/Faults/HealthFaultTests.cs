namespace ServiceGuru.EndToEnd.Faults;

public sealed class HealthFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(HealthCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(HealthCases.All, fault);
}
