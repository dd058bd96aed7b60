using System.Text.Json.Nodes;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>Verbs under a calendar; a definition without systems is enough, since nothing is asked before the refusal.</summary>
public sealed class CalendarVerbTests : IDisposable
{
    private const string Book = """
        name: say
        steps:
          - { id: say, uses: notice/message, with: { text: Hello } }
        """;

    private readonly TestHost _host = new();

    public CalendarVerbTests()
    {
        _host.Write("book.yaml", Book);
        _host.Write("frozen.yaml", Service("freezes: [ { name: forever, from: 2000-01-01, to: 2100-01-01, reason: The service is being retired. } ]"));
        _host.Write("open.yaml", Service("windows: [ { days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday], from: 00:00, to: 24:00 } ]"));
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("run", "book.yaml", "--yes")]
    [InlineData("message", "send", "Hello", "--yes")]
    public async Task What_changes_something_in_a_freeze_is_refused_with_exit_code_1(params string[] arguments)
    {
        (await _host.RunAsync([.. arguments, "--service", "frozen.yaml"])).ShouldBe(1);

        _host.Error.ShouldContain("InFreeze");
        _host.Error.ShouldContain("The service is being retired.");
        _host.Error.ShouldContain("--during-freeze");
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task With_a_reason_it_goes_and_the_run_tells_who_said_what()
    {
        (await _host.RunAsync("run", "book.yaml", "--yes", "--service", "frozen.yaml", "--during-freeze", "The users must know.")).ShouldBe(0);

        _host.Out.ShouldContain("although the calendar forbade it: The users must know.");
        string id = Path.GetFileName(Directory.GetDirectories(Path.Combine(_host.State, "runs")).Single());
        (await _host.RunAsync("show", id)).ShouldBe(0);
        _host.Out.ShouldContain("although the calendar forbade it: The users must know.");
    }

    [Fact]
    public async Task A_plan_says_that_a_run_would_be_refused()
    {
        (await _host.RunAsync("plan", "book.yaml", "--service", "frozen.yaml")).ShouldBe(1);

        _host.Out.ShouldContain("It would be refused now.");
        _host.Out.ShouldContain("freeze 'forever'");
    }

    [Theory]
    [InlineData("plan", "book.yaml")]
    [InlineData("run", "book.yaml", "--what-if")]
    [InlineData("message", "send", "Hello", "--what-if")]
    public async Task A_plan_tells_the_calendar_and_a_reason_goes_past_it(params string[] arguments)
    {
        (await _host.RunAsync([.. arguments, "--service", "frozen.yaml"])).ShouldBe(1);
        _host.Out.ShouldContain("freeze 'forever'");

        (await _host.RunAsync([.. arguments, "--service", "frozen.yaml", "--during-freeze", "The users must know."])).ShouldBe(0);
        _host.Out.ShouldNotContain("freeze");
        Directory.Exists(Path.Combine(_host.State, "runs")).ShouldBeFalse();
    }

    [Fact]
    public async Task Window_waits_until_the_way_is_free()
    {
        (await _host.RunAsync("window", "--service", "open.yaml", "--output", "json")).ShouldBe(0);
        JsonNode.Parse(_host.Out)!["result"]!["opened"]!.GetValue<bool>().ShouldBeTrue();

        (await _host.RunAsync("window", "--service", "frozen.yaml")).ShouldBe(1);
        _host.Out.ShouldContain("WindowNotOpened");
        _host.Out.ShouldContain("A change that can't wait goes with --during-freeze");
        _host.Out.ShouldContain("The service is being retired.");
    }

    private static string Service(string rules) => $"name: shop\ncalendar: {{ timeZone: Europe/Prague, {rules} }}\n";
}
