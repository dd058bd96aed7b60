using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Services;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class SandboxVerbTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestHost _host = new();
    private readonly TestHost _keeper = new();

    private string World => Path.Combine(_keeper.Folder, "world");

    public void Dispose()
    {
        _host.Dispose();
        _keeper.Dispose();
    }

    [Fact]
    public async Task A_sandbox_says_how_to_use_it_obeys_the_other_verbs_and_ends_with_all_of_them_told()
    {
        Task<int> kept = _keeper.RunAsync("sandbox", "--directory", World, "--speed", "1000", "--fault", "sentry-spike");
        await ReadyAsync(kept);

        string definition = Path.Combine(World, "service.yaml");
        ServiceDefinition service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(await File.ReadAllTextAsync(definition), definition);
        service.Name.ShouldBe("packit");

        JsonNode file = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(World, "sandbox.json")))!;
        file["pid"]!.GetValue<int>().ShouldBe(System.Environment.ProcessId);
        file["directory"]!.GetValue<string>().ShouldBe(World);
        file["service"]!.GetValue<string>().ShouldBe(definition);
        File.Exists(file["kubeconfig"]!.GetValue<string>()).ShouldBeTrue();

        (await Ask("status"))["activeFaults"]!.AsArray().Select(fault => fault!.GetValue<string>()).ShouldBe(["sentry-spike"]);
        (await _host.RunAsync("sandbox", "fault", "matrix-down", "--directory", World)).ShouldBe(0);
        (await _host.RunAsync("sandbox", "fault", "sentry-spike", "--clear", "--directory", World)).ShouldBe(0);
        (await Ask("status"))["activeFaults"]!.AsArray().Select(fault => fault!.GetValue<string>()).ShouldBe(["matrix-down"]);
        (await Ask("effects")).AsArray().ShouldBeEmpty();

        (await _host.RunAsync("sandbox", "say", "slack", "We deploy at noon.", "--as", "U0MAJA", "--directory", World)).ShouldBe(0);
        (await _host.RunAsync("sandbox", "say", "slack", "Fine with me.", "--as", "U0LAURA", "--reply-to", "at noon", "--directory", World)).ShouldBe(0);
        (await _host.RunAsync("sandbox", "say", "slack", "--as", "U0LAURA", "--react", "👍", "--reply-to", "at noon", "--directory", World)).ShouldBe(0);
        (await _host.RunAsync("sandbox", "say", "matrix", "Hello.", "--as", "@laura:fedora.im", "--directory", World)).ShouldBe(0);
        (await _host.RunAsync("sandbox", "say", "slack", "Hm.", "--as", "U0LAURA", "--reply-to", "no such words", "--directory", World)).ShouldBe(2);
        _host.Error.ShouldContain("There is no message 'no such words'");
        (await Ask("said", "slack")).AsArray().Select(message => $"{message!["sender"]}: {message["text"]}").ShouldBe(["U0MAJA: We deploy at noon.", "U0LAURA: Fine with me."]);

        (await _host.RunAsync("sandbox", "--directory", World)).ShouldBe(2);
        _host.Error.ShouldContain("SandboxRunning");

        (await _host.RunAsync("sandbox", "stop", "--directory", World)).ShouldBe(0);
        (await kept.WaitAsync(Patience, TimeProvider.System)).ShouldBe(0);
        File.Exists(Path.Combine(World, "sandbox.json")).ShouldBeFalse();
        _keeper.Out.ShouldContain($"export KUBECONFIG={Path.Combine(World, "kubeconfig")}");
        _keeper.Out.ShouldContain($"export SERVICEGURU_SERVICE={definition}");
    }

    [Fact]
    public async Task Ctrl_C_ends_a_sandbox_in_an_orderly_way()
    {
        using CancellationTokenSource interrupt = new();
        Task<int> kept = _keeper.RunAsync(_keeper.Parts, interrupt.Token, "sandbox", "--directory", World);
        await ReadyAsync(kept);

        await interrupt.CancelAsync();

        (await kept.WaitAsync(Patience, TimeProvider.System)).ShouldBe(0);
        File.Exists(Path.Combine(World, "sandbox.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sandbox_that_was_killed_can_still_be_stopped()
    {
        Directory.CreateDirectory(World);
        string file = Path.Combine(World, "sandbox.json");
        await File.WriteAllTextAsync(file, $$"""
            { "url": "http://127.0.0.1:9/", "pid": {{int.MaxValue}}, "directory": "{{World}}", "kubeconfig": "", "service": "" }
            """);

        (await _host.RunAsync("sandbox", "stop", "--directory", World)).ShouldBe(0);

        File.Exists(file).ShouldBeFalse();
    }

    [Fact]
    public async Task A_folder_with_somebodys_own_files_is_left_alone()
    {
        string mine = _host.Write("thesis.txt", "mine");

        (await _host.RunAsync("sandbox", "--directory", _host.Folder)).ShouldBe(2);

        _host.Error.ShouldContain("FolderInUse");
        Directory.EnumerateFileSystemEntries(_host.Folder).ShouldBe([mine]);
    }

    [Fact]
    public async Task The_faults_can_be_read_without_a_sandbox()
    {
        (await _host.RunAsync("sandbox", "faults", "--output", "json")).ShouldBe(0);

        JsonNode.Parse(_host.Out)!["result"]!.AsArray().Select(fault => fault!["name"]!.GetValue<string>())
            .ShouldBe(Sandbox.SandboxFaults.All.Select(fault => fault.Name));
    }

    [Theory]
    [InlineData("status")]
    [InlineData("effects")]
    [InlineData("stop")]
    [InlineData("faults")]
    public async Task Where_no_sandbox_runs_the_verbs_say_so(string verb)
    {
        (await _host.RunAsync("sandbox", verb, "--directory", World)).ShouldBe(2);

        _host.Error.ShouldContain("SandboxNotFound");
    }

    [Theory]
    [InlineData("ServiceNotFound", "--detach", "--service", "nosuch")]
    [InlineData("FaultNotFound", "--detach", "--fault", "nosuch")]
    [InlineData("ServiceNotFound", "--check", "--service", "nosuch")]
    [InlineData("FaultNotFound", "fault", "nosuch", "--check")]
    [InlineData("SandboxNotFound", "fault", "slack-down", "--check")]
    [InlineData("SandboxNotFound", "stop", "--check")]
    public async Task What_can_be_refused_is_refused_in_words_before_anything_is_there(string id, params string[] arguments)
    {
        (await _host.RunAsync(["sandbox", .. arguments, "--directory", World])).ShouldBe(2);

        _host.Error.ShouldContain(id);
        _host.Error.ShouldNotContain("   at ");
        _host.Error.Split('\n').Length.ShouldBeLessThan(10);
        Directory.Exists(World).ShouldBeFalse();
    }

    [Fact]
    public async Task A_check_finds_nothing_in_the_way_and_raises_nothing()
    {
        (await _host.RunAsync("sandbox", "--check", "--directory", World)).ShouldBe(0);

        Directory.Exists(World).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_name_of_a_fault_gets_the_nearest_one()
    {
        (await _host.RunAsync("sandbox", "fault", "slak-down", "--directory", World)).ShouldBe(2);

        _host.Error.ShouldContain("Did you mean 'slack-down'?");
    }

    private async Task<JsonNode> Ask(params string[] verb)
    {
        (await _host.RunAsync(["sandbox", .. verb, "--directory", World, "--output", "json"])).ShouldBe(0);
        return JsonNode.Parse(_host.Out)!["result"]!;
    }

    // The file is the sign for every other process as well.
    private async Task ReadyAsync(Task<int> kept)
    {
        using CancellationTokenSource patience = new(Patience, TimeProvider.System);
        while (!File.Exists(Path.Combine(World, "sandbox.json")))
        {
            kept.IsCompleted.ShouldBeFalse(_keeper.Error);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
        }
    }
}
