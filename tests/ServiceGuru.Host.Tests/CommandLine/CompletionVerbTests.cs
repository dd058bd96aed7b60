using System.Diagnostics;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>What a shell is told could come next.</summary>
public sealed class CompletionVerbTests : IDisposable
{
    private readonly TestHost _host = new();

    public CompletionVerbTests()
    {
        _host.Write("service.yaml", """
            name: shop
            environments:
              stg: { cluster: main, namespace: shop-stg, branch: main, imageTag: stg }
            clusters: { main: { server: "http://127.0.0.1:1" } }
            repositories: [ { name: only here, url: /nowhere } ]
            channels: [ { name: matrix, kind: matrix, url: "http://127.0.0.1:1", room: "!a:example.org", token: "env:NONE" } ]
            topics: { redeploying: We redeploy. }
            """);
        _host.Write("book.yaml", """
            name: book
            parameters: { confirm: { type: boolean, default: true } }
            scenarios: { hotfix: { parameters: { confirm: false } } }
            steps: [ { id: go, uses: gate/approval, with: { question: Go? } } ]
            """);
    }

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("images status --environment ", "stg")]
    [InlineData("health check ", "stg")]
    [InlineData("branches move --repository ", "only here")]
    [InlineData("topic set ", "redeploying")]
    [InlineData("topic set --channel ", "matrix")]
    [InlineData("run ", "weekly-production")]
    [InlineData("run book.yaml --scenario ", "hotfix")]
    [InlineData("run book.yaml --param ", "confirm=")]
    [InlineData("scenario show book.yaml ", "hotfix")]
    [InlineData("--service ", "packit")]
    [InlineData("--service packit health check ", "prod")]
    [InlineData("sandbox fault ", "image-pull-backoff")]
    [InlineData("decide 20261123-130502-k7qd images ", "retry")]
    [InlineData("completion ", "zsh")]
    [InlineData("", "resume")]
    [InlineData("show --", "--target")]
    [InlineData("runs ", "--output")]
    public async Task The_words_that_could_come_next(string line, string word)
    {
        (await SuggestAsync(line)).ShouldContain(word);
    }

    [Fact]
    public async Task Runs_come_newest_first_and_gates_and_steps_are_those_of_the_run_on_the_line()
    {
        JournalLedger journal = new(_host.State, TimeProvider.System);
        SampleRun run = new(("go", "Go", "gate/approval"), ("move", "Move", "branches/move"));
        foreach (string id in new[] { SampleRun.Id, "20261124-130502-k7qd" })
        {
            await using IRunWriter writer = await journal.CreateAsync(id, (RunCreated)run.Records[0].Event, CancellationToken.None);
        }

        (await SuggestAsync("show 2026")).ShouldBe(["20261124-130502-k7qd", SampleRun.Id]);
        (await SuggestAsync($"step {SampleRun.Id} ")).ShouldBe(["go", "move"]);
        (await SuggestAsync($"step {SampleRun.Id} m")).ShouldBe(["move"]);
        (await SuggestAsync("decide ")).ShouldBe(["20261124-130502-k7qd", SampleRun.Id], "the choice comes later");
        (await SuggestAsync($"approve {SampleRun.Id} ")).ShouldAllBe(word => word.StartsWith("--", StringComparison.Ordinal), "no gate waits");
        (await SuggestAsync("--ledger postgres://guru@127.0.0.1:1/main show 2026")).ShouldBeEmpty("it would have to be asked over a network");
    }

    [Fact]
    public async Task Where_a_name_can_stand_there_are_no_options_unless_they_are_begun()
    {
        (await SuggestAsync("health check ")).ShouldBe(["stg"]);
        (await SuggestAsync("health check -")).ShouldAllBe(word => word.StartsWith("--", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("name: [")]
    [InlineData("nonsense: true")]
    [InlineData("")]
    public async Task A_broken_definition_disturbs_nobody(string text)
    {
        _host.Write("service.yaml", text);

        (await SuggestAsync("health check ")).ShouldNotContain("stg");
        _host.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task Bash_reads_its_script()
    {
        (await _host.RunAsync("completion", "bash")).ShouldBe(0);
        using Process process = Process.Start(new ProcessStartInfo("bash", ["-n", _host.Write("completion", _host.Out)]) { RedirectStandardError = true })!;

        string mistakes = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(0, mistakes);
        (await _host.RunAsync("completion", "fish")).ShouldBe(2);
    }

    private async Task<IReadOnlyList<string>> SuggestAsync(string line)
    {
        (await _host.RunAsync($"[suggest:{line.Length}]", line)).ShouldBe(0);
        return _host.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
