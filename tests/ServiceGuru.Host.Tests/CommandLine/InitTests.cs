using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Services;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class InitTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task The_file_is_valid_as_it_stands_and_has_the_name()
    {
        (await _host.RunAsync("init", "rocket")).ShouldBe(0);

        string path = Path.Combine(_host.Folder, "service.yaml");
        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(await File.ReadAllTextAsync(path), path);
        service.Name.ShouldBe("rocket");
        service.Repositories.ShouldHaveSingleItem().Target.ShouldBe("stable");
        service.Environments.Keys.ShouldBe(["prod", "stg"], ignoreOrder: true);
        _host.Out.ShouldContain(path);
    }

    // A default that changes in the code would make the comments of the file lie.
    [Fact]
    public async Task What_it_calls_defaults_are_the_defaults()
    {
        await _host.RunAsync("init", "rocket");

        string path = Path.Combine(_host.Folder, "service.yaml");
        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(await File.ReadAllTextAsync(path), path);
        service.Health.ShouldBe(new HealthPolicy());
        service.Timing.ShouldBe(new TimingDefinition());
    }

    [Fact]
    public async Task The_parts_that_are_commented_out_are_valid_too()
    {
        await _host.RunAsync("init", "rocket");
        string path = Path.Combine(_host.Folder, "service.yaml");
        IEnumerable<string> lines = (await File.ReadAllLinesAsync(path)).Select(line =>
            line.TrimStart().StartsWith("# ", StringComparison.Ordinal) && IsYaml(line.TrimStart()[2..]) ? line.Replace("# ", string.Empty, StringComparison.Ordinal) : line);

        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(string.Join('\n', lines), path);

        service.Channels.Count.ShouldBe(2);
        service.ErrorTracker.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_alone()
    {
        string path = _host.Write("service.yaml", "mine");

        (await _host.RunAsync("init", "rocket")).ShouldBe(2);

        (await File.ReadAllTextAsync(path)).ShouldBe("mine");
        _host.Error.ShouldContain("FileExists");
    }

    [Theory]
    [InlineData("Rocket")]
    [InlineData("-rocket")]
    [InlineData("../rocket")]
    public async Task A_name_that_can_not_be_one_is_refused(string name)
    {
        (await _host.RunAsync("init", "--", name)).ShouldBe(2);

        Directory.EnumerateFileSystemEntries(_host.Folder).ShouldBeEmpty();
        _host.Error.ShouldContain("InvalidName");
    }

    // The comments of sentences are no YAML; those of examples are "key: value", "key:" or "- key: value".
    private static bool IsYaml(string comment) => System.Text.RegularExpressions.Regex.IsMatch(comment, "^( *- )?[ ]*(api|dashboard|kind|replicas|errorTracker|organization|project|token|channels|name|url|room): ?\\S*$|^ *room: .*$");
}
