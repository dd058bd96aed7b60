namespace ServiceGuru.EndToEnd.Faults;

public sealed class ImageFaultTests
{
    public static TheoryData<string> Faults => FaultWalk.Names(ImageCases.All);

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_fault_shows_what_the_catalog_promises(string fault) => FaultWalk.CheckAsync(ImageCases.All, fault);
}
