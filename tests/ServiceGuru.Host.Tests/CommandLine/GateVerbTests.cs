using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>The verbs that list and answer gates.</summary>
public sealed class GateVerbTests : IDisposable
{
    private static readonly GateOpened Gate = new("go", "Safe?", 2, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
        Opening = 1,
        Approvers = ["ann", "bob"],
        SelfApproval = false,
        Inputs = new Dictionary<string, GateInput> { ["why"] = new() { Required = true, Description = "What is it for?" }, ["count"] = new() { Type = GateInputType.Integer, Maximum = 9 } },
    };

    private readonly TestHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Open_gates_are_listed_with_all_that_somebody_who_answers_must_know()
    {
        await RecordAsync(Waiting(new GateAnswered("go", "annie", true, "looks fine") { Person = "ann" }, new GateAnswered("go", "zoe", true, null) { Refused = "Nobody knows zoe." }));

        (await _host.RunAsync("gates")).ShouldBe(0);

        foreach (string part in new[] { $"{SampleRun.Id} go", "Safe?", "2 yes of ann, bob", "not of who started", "left", "why: a text (What is it for?)", "count: a whole number up to 9, optional", "ann (annie) says yes (looks fine)", "it does not count: Nobody knows zoe." })
        {
            _host.Out.ShouldContain(part);
        }
    }

    [Fact]
    public async Task A_gate_of_a_run_that_has_ended_is_not_among_them()
    {
        await RecordAsync(Waiting().Add(new RunEnded(RunStatus.Stopped)));

        (await _host.RunAsync("gates")).ShouldBe(0);

        _host.Out.ShouldContain("No gate waits for anybody.");
    }

    [Theory]
    [InlineData("InvalidAnswer", "'why' is required")]
    [InlineData("InvalidAnswer", "'count' must be a whole number up to 9, not '10'", "--set", "why=fix", "--set", "count=10")]
    [InlineData("InvalidAnswer", "Did you mean 'count'?", "--set", "why=fix", "--set", "cuont=1")]
    [InlineData("GateNotOpen", "open for the 1. time", "--opening", "2", "--set", "why=fix")]
    public async Task An_answer_that_could_not_count_is_not_handed_in(string id, string message, params string[] arguments)
    {
        await RecordAsync(Waiting());

        (await _host.RunAsync(["approve", SampleRun.Id, "go", .. arguments])).ShouldBe(2);

        _host.Error.ShouldContain(id);
        _host.Error.ShouldContain(message);
        (await PostedAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Values_go_along_as_what_the_gate_asks_for()
    {
        await RecordAsync(Waiting());

        (await _host.RunAsync("approve", SampleRun.Id, "go", "--set", "why=a fix", "--set", "count=3")).ShouldBe(0);

        GateAnswer answer = (await PostedAsync()).ShouldHaveSingleItem();
        answer.Values!.ToString().ShouldBe("{\"why\":\"a fix\",\"count\":3}");
        answer.Opening.ShouldBe(1);
        answer.Via.ShouldBe("command");
    }

    [Fact]
    public async Task Deny_is_a_no()
    {
        await RecordAsync(Waiting());

        (await _host.RunAsync("deny", SampleRun.Id, "go", "--comment", "seen an alert")).ShouldBe(0);

        GateAnswer answer = (await PostedAsync()).ShouldHaveSingleItem();
        answer.Yes.ShouldBeFalse();
        answer.Comment.ShouldBe("seen an alert");
    }

    [Theory]
    [InlineData(null, "GateNotOpen")]
    [InlineData("3", "GateNotOpen")]
    [InlineData("2", null)]
    public async Task A_gate_that_is_not_open_is_answered_only_by_naming_its_next_opening(string? opening, string? refusal)
    {
        await RecordAsync(Waiting().Add(new RunEnded(RunStatus.Stopped)));
        string[] arguments = opening is null ? [] : ["--opening", opening];

        int exitCode = await _host.RunAsync(["approve", SampleRun.Id, "go", .. arguments]);

        exitCode.ShouldBe(refusal is null ? 0 : 2);
        (await PostedAsync()).Count.ShouldBe(refusal is null ? 1 : 0);
        if (refusal is not null)
        {
            _host.Error.ShouldContain(refusal);
        }
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("cid is not among those whom the gate asks: ann, bob.", 1)]
    public async Task Whoever_answers_a_run_under_way_hears_whether_it_counts(string? refused, int exitCode)
    {
        await RecordAsync(Waiting());
        await using IRunWriter working = await Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);

        // Its patience is some seconds of a clock that stands still here.
        HostParts parts = _host.Parts with { Time = new SettableTime(TimeProvider.System.GetUtcNow()) };
        Task<int> answering = _host.RunAsync(parts, CancellationToken.None, "approve", SampleRun.Id, "go", "--set", "why=fix", "--output", "json");
        IReadOnlyList<PostedRequest> posted = [];
        while (posted.Count == 0)
        {
            await Task.Yield();
            posted = await working.ReadRequestsAsync(CancellationToken.None);
        }

        GateAnswer answer = (GateAnswer)posted[0].Request!;
        await working.AppendAsync(new GateAnswered("go", answer.By, true, null) { Key = answer.Key, Refused = refused }, CancellationToken.None);

        (await answering).ShouldBe(exitCode);

        JsonNode document = JsonNode.Parse(_host.Out)!;
        document["failure"]?["id"]!.GetValue<string>().ShouldBe("AnswerRefused");
        document["result"]!["recorded"]!["refused"]?.GetValue<string>().ShouldBe(refused);
    }

    private JournalLedger Ledger => new(_host.State, TimeProvider.System);

    private static SampleRun Waiting(params RunEvent[] answers)
    {
        SampleRun run = new SampleRun(("go", "The team agrees", "gate/approval"), ("move", "Move", "branches/move")).Begin("go").Add(Gate);
        return answers.Aggregate(run, (sample, answer) => sample.Add(answer));
    }

    private async Task<List<GateAnswer>> PostedAsync()
    {
        await using IRunWriter writer = await Ledger.OpenAsync(SampleRun.Id, CancellationToken.None);
        return [.. (await writer.ReadRequestsAsync(CancellationToken.None)).Select(posted => (GateAnswer)posted.Request!)];
    }

    private async Task RecordAsync(SampleRun run)
    {
        await using IRunWriter writer = await Ledger.CreateAsync(SampleRun.Id, (RunCreated)run.Records[0].Event, CancellationToken.None);
        foreach (LedgerRecord record in run.Records.Skip(1))
        {
            await writer.AppendAsync(record.Event, CancellationToken.None);
        }
    }
}
