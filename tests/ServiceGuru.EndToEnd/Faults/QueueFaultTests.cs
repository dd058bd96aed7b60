namespace ServiceGuru.EndToEnd.Faults;

public sealed class QueueFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(QueueCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(QueueCases.All, fault);
}
