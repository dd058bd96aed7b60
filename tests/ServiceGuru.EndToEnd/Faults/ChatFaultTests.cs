namespace ServiceGuru.EndToEnd.Faults;

public sealed class ChatFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(ChatCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(ChatCases.All, fault);
}
