using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>The verbs that ask something of a run, and the one that undoes it.</summary>
public sealed class SteeringVerbTests : IDisposable
{
    private readonly TestHost _host = new();

    private JournalLedger Ledger => new(_host.State, TimeProvider.System);

    public void Dispose() => _host.Dispose();

    [Theory]
    [InlineData("pause", "is asked to pause")]
    [InlineData("stop", "is asked to stop")]
    [InlineData("cancel", "is asked to give up")]
    public async Task What_is_asked_is_left_with_its_reason_for_the_process_that_works_on_the_run(string verb, string told)
    {
        await using IRunWriter working = await BeginAsync();

        (await _host.RunAsync(verb, SampleRun.Id, "--reason", "lunch")).ShouldBe(0);

        _host.Out.ShouldContain(told);
        RunRequest expected = verb switch
        {
            "pause" => new PauseRequest("ada@example", "lunch"),
            "stop" => new StopRequest("ada@example", "lunch"),
            _ => new CancelRequest("ada@example", "lunch"),
        };
        (await working.ReadRequestsAsync(CancellationToken.None)).Select(posted => posted.Request).ShouldBe([expected]);
    }

    [Fact]
    public async Task A_command_that_is_advised_names_the_state_folder_that_was_named()
    {
        string elsewhere = Path.Combine(_host.Root, "else where");

        (await _host.RunAsync("pause", "20261121-090155-kpbp", "--state", elsewhere)).ShouldBe(2);
        _host.Error.ShouldContain($"'guru runs --state \"{elsewhere}\"'");
        (await _host.RunAsync("pause", "20261121-090155-kpbp")).ShouldBe(2);
        _host.Error.ShouldContain("'guru runs'");
    }

    [Fact]
    public async Task A_paused_run_is_listed_so_and_continued()
    {
        await using IRunWriter working = await BeginAsync(new RunPaused("ada@example", null));
        (await _host.RunAsync("runs")).ShouldBe(0);
        _host.Out.ShouldContain("paused");

        (await _host.RunAsync("continue", SampleRun.Id, "--output", "json")).ShouldBe(0);

        JsonNode.Parse(_host.Out)!["result"]!["asked"]!.GetValue<string>().ShouldBe("continue");
        (await working.ReadRequestsAsync(CancellationToken.None)).Select(posted => posted.Request).ShouldBe([new ContinueRequest("ada@example")]);
    }

    [Fact]
    public async Task A_failed_step_is_decided_about_and_leaving_it_needs_a_reason()
    {
        await using IRunWriter working = await BeginAsync(new StepStarted("move", 1, []), new StepFailed("move", SampleRun.Failure(), null, null) { Asks = true });
        (await _host.RunAsync("runs")).ShouldBe(0);
        _host.Out.ShouldContain("undecided");

        (await _host.RunAsync("decide", SampleRun.Id, "move", "skip")).ShouldBe(2);
        _host.Error.ShouldContain("ReasonMissing");
        (await _host.RunAsync("decide", SampleRun.Id, "go", "retry")).ShouldBe(2);
        _host.Error.ShouldContain("StepNotUndecided");
        (await _host.RunAsync("decide", SampleRun.Id, "move", "later")).ShouldBe(2);
        _host.Error.ShouldContain("'retry'  'skip'  'undo'  'abort'");
        (await _host.RunAsync("decide", SampleRun.Id, "move", "skip", "--reason", "known")).ShouldBe(0);

        (await working.ReadRequestsAsync(CancellationToken.None)).Select(posted => posted.Request)
            .ShouldBe([new FailureDecision("move", "ada@example", FailureChoice.Skip, "known") { Attempt = 1 }]);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("continue")]
    [InlineData("stop")]
    [InlineData("cancel")]
    [InlineData("decide", "move", "retry")]
    public async Task What_nobody_works_on_or_has_ended_is_refused_with_what_to_do_instead(string verb, params string[] more)
    {
        IRunWriter dead = await BeginAsync();
        await dead.DisposeAsync();

        (await _host.RunAsync([verb, SampleRun.Id, .. more])).ShouldBe(2);
        _host.Error.ShouldContain("RunNotHeld");
        _host.Error.ShouldContain($"guru resume {SampleRun.Id}");

        await using IRunWriter working = await Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);
        await working.AppendAsync(new RunEnded(RunStatus.Succeeded), CancellationToken.None);
        (await _host.RunAsync([verb, SampleRun.Id, .. more])).ShouldBe(2);
        _host.Error.ShouldContain("RunEnded");
        _host.Error.ShouldContain($"guru undo {SampleRun.Id}");
    }

    [Theory]
    [InlineData("--on-failure", "perhaps")]
    [InlineData("--from")]
    public async Task Wrong_usage_of_resume_is_told(params string[] options)
    {
        (await _host.RunAsync(["resume", SampleRun.Id, .. options])).ShouldBe(2);
        _host.Error.ShouldContain("--help");
    }

    [Fact]
    public async Task An_undo_that_nobody_agrees_to_is_wrong_usage_and_writes_nothing()
    {
        string service = _host.Write("service.yaml", "name: packit\nrepositories: []\n");
        IRunWriter run = await BeginAsync(new RunEnded(RunStatus.Succeeded));
        long records = run.State.Sequence;
        await run.DisposeAsync();

        (await _host.RunAsync("undo", SampleRun.Id, "--service", service)).ShouldBe(2);

        _host.Error.ShouldContain("NotConfirmed");
        (await Ledger.ReadAsync(SampleRun.Id, CancellationToken.None)).Count.ShouldBe((int)records);
    }

    private async Task<IRunWriter> BeginAsync(params RunEvent[] events)
    {
        SampleRun run = new(("go", "The team agrees", "gate/approval"), ("move", "Move", "branches/move"));
        IRunWriter writer = await Ledger.CreateAsync(SampleRun.Id, (RunCreated)run.Records[0].Event, CancellationToken.None);
        foreach (RunEvent happened in events)
        {
            await writer.AppendAsync(happened, CancellationToken.None);
        }

        return writer;
    }
}
