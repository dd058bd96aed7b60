using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class DiagnosticsTests : IDisposable
{
    private const string Wrong = """
        name: Weekly
        steps:
          - id: one
            uses: health/chekc
          - id: two
            uses: gate/approval
            with: { question: "?", need: many }
        """;

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Every_mistake_of_a_runbook_is_a_line_with_its_place_and_nothing_is_started()
    {
        string path = _host.Write("wrong.yaml", Wrong);

        (await _host.RunAsync("run", "wrong.yaml", "--service", "packit", "--yes")).ShouldBe(2);

        string[] lines = _host.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldStartWith($"{path}:1:7: InvalidName: ");
        lines[1].ShouldStartWith($"{path}:4:11: UnknownOperation: ");
        lines[1].ShouldContain("health/check");
        lines[2].ShouldStartWith($"{path}:7:");
        _host.Out.ShouldBeEmpty();
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task For_a_program_the_mistakes_are_one_document()
    {
        _host.Write("wrong.yaml", Wrong);

        (await _host.RunAsync("plan", "wrong.yaml", "--service", "packit", "--output", "json")).ShouldBe(2);

        JsonNode answer = JsonNode.Parse(_host.Out)!;
        answer["exitCode"]!.GetValue<int>().ShouldBe(2);
        JsonArray diagnostics = answer["diagnostics"]!.AsArray();
        diagnostics.Count.ShouldBe(3);
        diagnostics[0]!["id"]!.GetValue<string>().ShouldBe("InvalidName");
        diagnostics[0]!["line"]!.GetValue<int>().ShouldBe(1);
        diagnostics[0]!["column"]!.GetValue<int>().ShouldBe(7);
    }

    [Fact]
    public async Task Mistakes_of_a_service_definition_are_told_alike()
    {
        string path = _host.Write("service.yaml", "name: packit\nrepositoreis: []\n");

        (await _host.RunAsync("versions", "prod")).ShouldBe(2);

        _host.Error.ShouldStartWith($"{path}:2:1: ");
        _host.Error.ShouldContain("repositories");
    }

    [Fact]
    public async Task A_wrong_parameter_exits_with_2_and_names_all_that_is_wrong()
    {
        (await _host.RunAsync("run", "weekly-production", "--service", "packit", "--param", "mesage=x", "--param", "zone=1")).ShouldBe(2);

        _host.Error.ShouldContain("InvalidParameter");
        _host.Error.ShouldContain("'mesage'");
        _host.Error.ShouldContain("'zone'");
    }
}
