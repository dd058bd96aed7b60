namespace ServiceGuru.Tests.Layout;

public sealed class CmdletContractTests
{
    private static readonly string?[] Endless = ["System.Exception", "System.Type", "System.Reflection.Assembly"];

    private static readonly string[] Reading = ["Get", "Test", "Wait"];

    // They make an object in memory, and nothing outside.
    private static readonly string[] Drafting = ["New-MastodonPost"];

    public static TheoryData<string> Names => [.. CmdletMetadata.All.Select(cmdlet => cmdlet.Name)];

    [Fact]
    public void The_manifest_names_exactly_the_cmdlets_of_the_assembly()
    {
        string manifest = File.ReadAllText(BuiltModule.Manifest);
        string list = manifest[manifest.IndexOf("CmdletsToExport", StringComparison.Ordinal)..];
        string[] named = [.. list[..list.IndexOf(')', StringComparison.Ordinal)].Split('\'').Where((_, index) => index % 2 == 1)];

        named.ShouldBe(CmdletMetadata.All.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cmdlet_is_sealed_says_what_it_gives_and_stands_in_a_file_of_its_name(string name)
    {
        CmdletMetadata cmdlet = Find(name);

        cmdlet.Type.IsSealed.ShouldBeTrue();
        cmdlet.HasOutputType.ShouldBeTrue();

        // FullyQualifiedErrorId ends with the class: its name is part of the scripting contract.
        cmdlet.Type.FullName.ShouldBe($"ServiceGuru.Commands.{name.Replace("-", string.Empty)}Command");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_what_reads_lacks_WhatIf(string name)
    {
        CmdletMetadata cmdlet = Find(name);

        cmdlet.SupportsShouldProcess.ShouldBe(!Reading.Contains(cmdlet.Verb) && !Drafting.Contains(name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_parameter_and_no_output_shows_a_type_that_scripts_could_not_name(string name)
    {
        CmdletMetadata cmdlet = Find(name);
        IEnumerable<string> foreign = ShownTypes.Of(cmdlet.Parameters.Select(parameter => parameter.PropertyType).Concat(cmdlet.OutputTypes))
            .Where(shown => !ShownTypes.MayShow(shown.Type))
            .Select(shown => $"{shown.Type} of {shown.Type.Assembly.GetName().Name}, by {shown.By}");

        foreign.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_output_can_be_written_as_JSON(string name)
    {
        // What leads back to its parent, or to code, has no end where ConvertTo-Json and Export-Clixml walk it.
        IEnumerable<string> endless = ShownTypes.Of(Find(name).OutputTypes)
            .Where(shown => shown.Type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes" || Endless.Contains(shown.Type.FullName) || shown.Type.BaseType?.FullName == "System.MulticastDelegate")
            .Select(shown => $"{shown.Type} by {shown.By}");

        endless.ShouldBeEmpty();
    }

    [Fact]
    public void The_types_that_are_shown_are_looked_for_deeply() =>
        ShownTypes.Of([typeof(IReadOnlyList<ServiceGuru.Services.ServiceDefinition>)]).Select(shown => shown.Type)
            .ShouldContain(typeof(ServiceGuru.Services.WorkloadDefinition));

    [Theory]
    [InlineData("Wait-ImageBuild")]
    [InlineData("Invoke-InfrastructureDeploy")]
    [InlineData("Invoke-ProdImport")]
    [InlineData("Undo-ProdDeployment")]
    [InlineData("Wait-Rollout")]
    [InlineData("Invoke-Runbook")]
    [InlineData("Invoke-RunbookStep")]
    [InlineData("Resume-Runbook")]
    [InlineData("Publish-ReleaseBlogPost")]
    public void What_waits_has_a_Timeout(string name) => Find(name).Parameters.ShouldContain(parameter => parameter.Name == "Timeout");

    private static CmdletMetadata Find(string name) => CmdletMetadata.All.Single(cmdlet => cmdlet.Name == name);
}
