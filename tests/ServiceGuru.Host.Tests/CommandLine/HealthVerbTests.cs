using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>Files of guru health: nothing outside is asked before they are read.</summary>
public sealed class HealthVerbTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("--from")]
    [InlineData("--baseline")]
    public async Task A_file_that_is_none_of_ours_is_refused_with_its_place(string option)
    {
        _host.Write("case.json", "{\n  \"environment\": [\n");

        (await _host.RunAsync("health", "check", "stg", option, "case.json", "--service", "packit", "--output", "json")).ShouldBe(2);

        JsonNode failure = JsonNode.Parse(_host.Out)!["failure"]!;
        failure["id"]!.GetValue<string>().ShouldBe("HealthFileUnreadable");
        failure["cause"]!.GetValue<string>().ShouldContain("line ");
        failure["target"]!.GetValue<string>().ShouldBe(Path.Combine(_host.Folder, "case.json"));
    }

    [Fact]
    public async Task A_saved_snapshot_is_judged_without_anybody_being_asked()
    {
        _host.Write("case.json", """
            {
              "format": "serviceguru/health-snapshot/1", "service": "packit", "environment": "stg", "takenAt": "2026-05-18T12:00:00+00:00",
              "cluster": { "value": { "takenAt": "2026-05-18T12:00:00+00:00", "namespace": "packit--stg" } }
            }
            """);

        (await _host.RunAsync("health", "check", "stg", "--from", "case.json", "--service", "packit")).ShouldBe(1);

        _host.Out.ShouldContain("stg is unhealthy  checked 2026-05-18 12:00:00Z");
        _host.Out.ShouldContain("WorkloadMissing");
    }
}
