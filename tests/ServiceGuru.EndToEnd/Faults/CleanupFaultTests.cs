namespace ServiceGuru.EndToEnd.Faults;

public sealed class CleanupFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(CleanupCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(CleanupCases.All, fault);
}
