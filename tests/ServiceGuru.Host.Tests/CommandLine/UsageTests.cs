using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Tests.CommandLine;

public sealed class UsageTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("deploy")]
    [InlineData("run")]
    [InlineData("run", "weekly-production", "--output", "xml")]
    [InlineData("run", "weekly-production", "--param", "message")]
    [InlineData("run", "weekly-production", "--param", "a=1", "--param", "a=2")]
    [InlineData("health")]
    [InlineData("health", "check", "stg", "--since", "6")]
    [InlineData("health", "baseline", "stg")]
    [InlineData("health", "snapshot", "stg")]
    [InlineData("sandbox", "--speed", "0")]
    [InlineData("demo", "--speed", "NaN")]
    [InlineData("demo", "--speed", "fast")]
    [InlineData("runs", "--last", "0")]
    [InlineData("runs", "--last", "many")]
    [InlineData("runs", "--state", "")]
    [InlineData("runs", "--state=")]
    [InlineData("run", "weekly-production", "--state", "")]
    [InlineData("notes", "blog-post", "--form", "daily")]
    public async Task Wrong_usage_exits_with_2_and_says_on_stderr_what_is_wrong(params string[] args)
    {
        (await _host.RunAsync(args)).ShouldBe(2);

        _host.Out.ShouldBeEmpty();
        _host.Error.ShouldContain("--help");
        _host.Error.ShouldContain("[InvalidUsage]");
        _host.Error.Split('\n').Length.ShouldBeGreaterThan(2);
    }

    [Theory]
    [InlineData("it takes PORT.", "network", "test", "kde.org", "--port", "http\u001b[31m")]
    [InlineData("it takes YYYY-MM-DD.", "notes", "list", "--since", "2026-13-45")]
    [InlineData("it takes weekly|monthly.", "notes", "blog-post", "--form", "daily")]
    public async Task A_wrong_value_is_told_without_this_programs_types(string expected, params string[] args)
    {
        (await _host.RunAsync(args)).ShouldBe(2);

        _host.Error.ShouldContain(expected);
        _host.Error.ShouldNotContain("System.");
        _host.Error.ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_state_folder_that_is_a_file_is_refused_instead_of_found_empty()
    {
        _host.Write("state.txt", "no folder");

        (await _host.RunAsync("runs", "--state", "state.txt")).ShouldBe(2);

        _host.Error.ShouldContain("state.txt is a file");
        _host.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_help_of_the_sandbox_is_as_wide_as_its_words_are_and_no_wider_for_its_faults()
    {
        (await _host.RunAsync("sandbox", "--help")).ShouldBe(0);

        _host.Out.Split('\n').ShouldContain(line => line.StartsWith("  fault <NAME> ", StringComparison.Ordinal));
        _host.Out.Split('\n').ShouldAllBe(line => line.Length < 250);
    }

    [Fact]
    public async Task A_query_is_checked_before_anybody_is_asked()
    {
        (await _host.RunAsync("network", "test", "kde.org", "--port", "99999", "--service", "packit")).ShouldBe(2);

        _host.Error.ShouldContain("InvalidPort");
    }

    [Fact]
    public async Task Wrong_usage_is_a_document_where_a_program_asks()
    {
        (await _host.RunAsync("run", "--output", "json")).ShouldBe(2);

        JsonNode answer = JsonNode.Parse(_host.Out)!;
        answer["status"]!.GetValue<string>().ShouldBe("failed");
        answer["exitCode"]!.GetValue<int>().ShouldBe(2);
        answer["failure"]!["id"]!.GetValue<string>().ShouldBe("InvalidUsage");
        answer["failure"]!["evidence"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("run", "--help")]
    public async Task Help_is_no_error(params string[] args)
    {
        (await _host.RunAsync(args)).ShouldBe(0);

        _host.Out.ShouldNotBeEmpty();
        _host.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("demo", "sandbox", "init", "plan", "run", "runs", "show", "resume", "approve", "audit", "export", "prune", "health", "versions", "topic", "branches", "images", "import", "notes")]
    public async Task Every_verb_is_in_the_help(params string[] verbs)
    {
        await _host.RunAsync("--help");

        foreach (string verb in verbs)
        {
            _host.Out.Split('\n').ShouldContain(line => line.StartsWith($"  {verb} ", StringComparison.Ordinal), verb);
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_exits_with_2_and_tells_what_ships()
    {
        (await _host.RunAsync("versions", "prod")).ShouldBe(2);

        _host.Out.ShouldBeEmpty();
        _host.Error.ShouldContain("ServiceNotFound");
        _host.Error.ShouldContain("ships: packit");
        _host.Error.ShouldContain("guru init");
    }

    [Fact]
    public async Task A_changing_verb_with_nobody_to_agree_starts_nothing()
    {
        (await _host.RunAsync("topic", "set", "--service", "packit")).ShouldBe(2);

        _host.Error.ShouldContain("NotConfirmed");
        _host.Error.ShouldContain("--yes");
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_unknown_fault_exits_with_2_and_says_what_lists_them()
    {
        (await _host.RunAsync("demo", "--fault", "matrix-up")).ShouldBe(2);

        _host.Error.ShouldContain("'matrix-up'");
        _host.Error.ShouldContain("'guru sandbox faults'");
    }
}
