namespace ServiceGuru.Tests.Layout;

public sealed class ModuleLayoutTests
{
    [Theory]
    [InlineData("ServiceGuru.psd1")]
    [InlineData("ServiceGuru.psm1")]
    [InlineData("ServiceGuru.Format.ps1xml")]
    [InlineData("ServiceGuru.Types.ps1xml")]
    [InlineData("bin/net8.0/ServiceGuru.Loader.dll")]
    [InlineData("bin/net8.0/ServiceGuru.Core.dll")]
    [InlineData("bin/net8.0/ServiceGuru.Connectors.dll")]
    [InlineData("bin/net8.0/ServiceGuru.dll")]
    [InlineData("bin/net8.0/YamlDotNet.dll")]
    [InlineData("bin/net8.0/Polly.Core.dll")]
    [InlineData("runbooks/weekly-production.yaml")]
    [InlineData("runbooks/Invoke-WeeklyDeployment.ps1")]
    [InlineData("services/packit.yaml")]
    [InlineData("guru/guru.dll")]
    [InlineData("guru/guru.runtimeconfig.json")]
    public void The_build_lays_it_out(string path) => File.Exists(Path.Combine(BuiltModule.Directory, path)).ShouldBeTrue(path);

    [Fact]
    public void The_engine_does_not_ship() =>
        Directory.EnumerateFiles(Path.Combine(BuiltModule.Directory, "bin"), "System.Management.Automation*", SearchOption.AllDirectories).ShouldBeEmpty();

    [Fact]
    public void The_manifest_has_the_version_of_the_build() =>
        File.ReadAllText(BuiltModule.Manifest).ShouldContain($"ModuleVersion        = '{BuiltModule.Version}'");
}
