namespace ServiceGuru.EndToEnd.Faults;

public sealed class MastodonFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(MastodonCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(MastodonCases.All, fault);
}
