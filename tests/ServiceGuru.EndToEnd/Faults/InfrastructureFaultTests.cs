namespace ServiceGuru.EndToEnd.Faults;

public sealed class InfrastructureFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(InfrastructureCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(InfrastructureCases.All, fault);
}
