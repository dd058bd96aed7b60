namespace ServiceGuru.Tests.Module;

/// <summary>The second part of the Pester suite: a class of its own, so that the parts run side by side.</summary>
public sealed class SecondPesterTests
{
    [SkippableFact]
    public Task The_files_pass() => PesterSuite.RunAsync(1);
}
