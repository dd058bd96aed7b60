namespace ServiceGuru.Host.Tests;

public sealed class SelfCommandTests
{
    [SkippableFact]
    public void What_a_shell_would_split_or_expand_is_quoted()
    {
        Skip.If(OperatingSystem.IsWindows());

        new SelfCommand("/opt/my tools/guru", []).Line("resume", "x", "--state", "/tmp/it's $HOME").ShouldBe("'/opt/my tools/guru' resume x --state '/tmp/it'\\''s $HOME'");
    }

    [Fact]
    public void Started_through_dotnet_the_assembly_comes_first() =>
        new SelfCommand("/usr/bin/dotnet", ["/opt/guru.dll"]).Line("demo").ShouldBe("/usr/bin/dotnet /opt/guru.dll demo");

    [Fact]
    public void A_program_outside_the_path_is_named_in_full() =>
        SelfCommand.OfProcess(_ => "/nowhere").FileName.ShouldBe(Environment.ProcessPath);
}
