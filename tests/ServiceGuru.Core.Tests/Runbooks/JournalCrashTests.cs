namespace ServiceGuru.Runbooks;

public sealed class JournalCrashTests : CrashTests
{
    private protected override Task<TestBench> OpenAsync() => Task.FromResult(new TestBench());
}
