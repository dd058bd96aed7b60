using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>The verbs that work on the ledger alone.</summary>
public sealed class RecordedRunTests : IDisposable
{
    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Runs_are_listed_newest_first_and_one_that_no_process_works_on_is_interrupted()
    {
        await RecordAsync("20261116-130502-aaaa", new SampleRun(("go", "Go", "gate/approval")).Begin("go").Succeed("go").Add(new RunEnded(RunStatus.Succeeded)));
        await RecordAsync(SampleRun.Id, Waiting());

        (await _host.RunAsync("runs")).ShouldBe(0);

        string[] lines = _host.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith(SampleRun.Id);
        lines[1].ShouldContain("interrupted");
        lines[2].ShouldStartWith("20261116-130502-aaaa");
        lines[2].ShouldContain("succeeded");
    }

    [Fact]
    public async Task One_damaged_ledger_does_not_hide_the_others()
    {
        await RecordAsync("20261116-130502-aaaa", Waiting());
        await RecordAsync(SampleRun.Id, Waiting());
        string journal = Path.Combine(_host.State, "runs", SampleRun.Id, "journal.jsonl");
        await File.WriteAllTextAsync(journal, (await File.ReadAllTextAsync(journal)).Replace("Safe?", "Sure!", StringComparison.Ordinal));

        (await _host.RunAsync("runs", "--output", "json")).ShouldBe(0);

        JsonArray runs = JsonNode.Parse(_host.Out)!["result"]!.AsArray();
        runs.Select(run => run!["status"]!.GetValue<string>()).ShouldBe(["unreadable", "interrupted"]);
    }

    [Fact]
    public async Task A_run_is_shown_with_its_steps_answers_and_the_way_on()
    {
        await RecordAsync(SampleRun.Id, Waiting());

        (await _host.RunAsync("show", SampleRun.Id)).ShouldBe(0);

        _host.Out.ShouldContain("weekly-production for packit");
        _host.Out.ShouldContain("waiting");
        _host.Out.ShouldContain($"guru resume {SampleRun.Id}");
        _host.Error.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_a_process_works_on_is_not_offered_to_be_resumed_but_to_be_answered()
    {
        await RecordAsync(SampleRun.Id, Waiting());
        await using IRunWriter working = await Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);

        (await _host.RunAsync("show", SampleRun.Id)).ShouldBe(0);

        _host.Out.ShouldContain("is under way");
        _host.Out.ShouldContain($"guru approve {SampleRun.Id} go");
        _host.Out.ShouldNotContain("resume");
    }

    [Fact]
    public async Task A_state_folder_that_was_named_is_named_in_the_way_on()
    {
        await RecordAsync(SampleRun.Id, Waiting());
        _host.Environment.Clear();

        await _host.RunAsync("show", SampleRun.Id, "--state", _host.State);

        _host.Out.ShouldContain($"guru resume {SampleRun.Id} --state {_host.State}");
    }

    [Fact]
    public async Task A_run_is_one_document_for_a_program()
    {
        await RecordAsync(SampleRun.Id, Waiting());

        (await _host.RunAsync("show", SampleRun.Id, "--output", "json")).ShouldBe(0);

        JsonNode document = JsonNode.Parse(_host.Out)!;
        document["status"]!.GetValue<string>().ShouldBe("running");
        document["steps"]![0]!["status"]!.GetValue<string>().ShouldBe("waiting");
        document["exitCode"].ShouldBeNull();
    }

    [Theory]
    [InlineData("show")]
    [InlineData("resume")]
    public async Task A_run_that_is_not_there_exits_with_2(string verb)
    {
        (await _host.RunAsync(verb, SampleRun.Id)).ShouldBe(2);

        _host.Error.ShouldContain("RunNotFound");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_is_left_for_the_process_that_works_on_the_run(bool yes)
    {
        await RecordAsync(SampleRun.Id, Waiting());
        string[] no = yes ? [] : ["--no"];

        (await _host.RunAsync(["approve", SampleRun.Id, "go", "--comment", "looked at it", .. no])).ShouldBe(0);

        _host.Out.ShouldContain($"guru resume {SampleRun.Id}");
        await using IRunWriter writer = await Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);
        IReadOnlyList<PostedRequest> requests = await writer.ReadRequestsAsync(CancellationToken.None);
        GateAnswer answer = requests.ShouldHaveSingleItem().Request.ShouldBeOfType<GateAnswer>();
        (answer with { Key = null }).ShouldBe(new GateAnswer("go", "ada@example", yes, "looked at it") { Via = "command", Opening = 0 });
        answer.Key.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("move", "GateNotFound")]
    [InlineData("nothing", "GateNotFound")]
    [InlineData("done", "GateClosed")]
    public async Task Only_a_gate_that_may_still_be_answered_takes_an_answer(string gate, string id)
    {
        SampleRun run = new SampleRun(("done", "Done", "gate/approval"), ("go", "Go", "gate/approval"), ("move", "Move", "branches/move"))
            .Begin("done").Succeed("done")
            .Begin("go").Add(new GateOpened("go", "Safe?", 1, null));
        await RecordAsync(SampleRun.Id, run);

        (await _host.RunAsync("approve", SampleRun.Id, gate)).ShouldBe(2);

        _host.Error.ShouldContain(id);
        Directory.Exists(Path.Combine(_host.State, "runs", SampleRun.Id, "answers")).ShouldBeFalse();
    }

    private JournalLedger Ledger => new(_host.State, TimeProvider.System);

    private static SampleRun Waiting() => new SampleRun(("go", "The team agrees", "gate/approval"), ("move", "Move", "branches/move"))
        .Begin("go").Add(new GateOpened("go", "Safe?", 1, null));

    private async Task RecordAsync(string id, SampleRun run)
    {
        await using IRunWriter writer = await Ledger.CreateAsync(id, (RunCreated)run.Records[0].Event, CancellationToken.None);
        foreach (LedgerRecord record in run.Records.Skip(1))
        {
            await writer.AppendAsync(record.Event, CancellationToken.None);
        }
    }
}
