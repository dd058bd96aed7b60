using System.Text.Json.Nodes;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Host.Tests.Gates;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Tests.CommandLine;

/// <summary>The verbs that look after the ledger, and the choice of it.</summary>
public sealed class LedgerVerbTests : IDisposable
{
    private const string Other = "20261116-130502-aaaa";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TestHost _host = new();

    private string Journal => Path.Combine(_host.State, "runs", SampleRun.Id, "journal.jsonl");

    public void Dispose() => _host.Dispose();

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Runs_are_audited_with_their_targets_and_a_kept_hash_proves_that_nothing_was_cut_off(bool postgres)
    {
        IRunLedger ledger = await LedgerAsync(postgres);
        await RecordAsync(ledger, SampleRun.Id, ended: false);
        await RecordAsync(ledger, RunIds.OfTarget(SampleRun.Id, "go", 1));
        await RecordAsync(ledger, Other);

        (await _host.RunAsync("audit", SampleRun.Id)).ShouldBe(0);

        string[] lines = _host.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith(SampleRun.Id);
        lines[1].ShouldContain("holds");
        lines[2].ShouldStartWith($"{SampleRun.Id}.go.1");
        string hash = lines[1].TrimEnd()[^64..];
        (await _host.RunAsync("audit", SampleRun.Id, "--expect", hash.ToUpperInvariant())).ShouldBe(0);
        await using (IRunWriter writer = await ledger.OpenAsync(SampleRun.Id, None))
        {
            await writer.AppendAsync(new RunResumed("ada@example"), None);
        }

        (await _host.RunAsync("audit", SampleRun.Id, "--expect", hash)).ShouldBe(0);
        (await _host.RunAsync("audit", Other, "--expect", hash)).ShouldBe(1);
        _host.Out.ShouldContain("No record of run");
        (await _host.RunAsync("audit", "--all", "--output", "json")).ShouldBe(0);
        JsonNode.Parse(_host.Out)!["result"]!.AsArray().Count.ShouldBe(3);
    }

    [Fact]
    public async Task An_audit_names_the_first_bad_record_and_why()
    {
        IRunLedger ledger = await LedgerAsync(postgres: false);
        await RecordAsync(ledger, Other);
        await RecordAsync(ledger, SampleRun.Id);
        await File.WriteAllTextAsync(Journal, (await File.ReadAllTextAsync(Journal)).Replace("step-started", "step-skipped", StringComparison.Ordinal));

        (await _host.RunAsync("audit", "--all")).ShouldBe(1);

        _host.Out.ShouldContain("record 2: its hash does not fit its content");
        _host.Out.ShouldContain($"Record 2 of run {SampleRun.Id} is not what was written.");
        (await _host.RunAsync("audit", "--all", "--output", "json")).ShouldBe(1);
        JsonNode.Parse(_host.Out)!["failure"]!["id"]!.GetValue<string>().ShouldBe("LedgerDamaged");
    }

    [Theory]
    [InlineData("audit")]
    [InlineData("audit", SampleRun.Id, "--all")]
    [InlineData("audit", "--all", "--expect", "00")]
    [InlineData("audit", SampleRun.Id)]
    [InlineData("export")]
    [InlineData("export", SampleRun.Id)]
    [InlineData("prune")]
    [InlineData("prune", "--older-than", "soon")]
    [InlineData("prune", "--older-than", "90d", "--keep", "0")]
    [InlineData("prune", "--older-than", "90d")]
    public async Task Wrong_usage_is_told(params string[] args)
    {
        (await _host.RunAsync(args)).ShouldBe(2);

        _host.Error.ShouldNotBeEmpty();
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_is_exported_as_it_was_recorded(bool postgres)
    {
        IRunLedger ledger = await LedgerAsync(postgres);
        await RecordAsync(ledger, SampleRun.Id);
        using MemoryStream recorded = new();
        await ledger.ExportAsync(SampleRun.Id, recorded, None);

        (await _host.RunAsync("export", SampleRun.Id)).ShouldBe(0);
        _host.Out.ShouldBe(System.Text.Encoding.UTF8.GetString(recorded.ToArray()));

        (await _host.RunAsync("export", SampleRun.Id, "--out", "run.jsonl", "--output", "json")).ShouldBe(0);
        string file = JsonNode.Parse(_host.Out)!["result"]!["path"]!.GetValue<string>();
        (await File.ReadAllBytesAsync(file)).ShouldBe(recorded.ToArray());
        (await _host.RunAsync("export", SampleRun.Id, "--output", "json")).ShouldBe(2);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Old_runs_are_removed_after_a_look_and_a_yes(bool postgres)
    {
        IRunLedger ledger = await LedgerAsync(postgres);
        string[] ids = ["20260101-000000-aaaa", "20260102-000000-aaaa", "20260103-000000-aaaa"];
        foreach (string id in ids)
        {
            await RecordAsync(ledger, id);
        }

        HostParts later = _host.Parts with { Time = new SettableTime(TimeProvider.System.GetUtcNow() + TimeSpan.FromDays(500)) };
        (await _host.RunAsync(later, None, "prune", "--older-than", "400d", "--keep", "1", "--plan")).ShouldBe(0);
        _host.Out.ShouldContain("would go");
        _host.Out.ShouldContain("2 runs to remove, 1 of that age kept.");
        (await _host.RunAsync(later, None, "prune", "--older-than", "400d", "--keep", "1")).ShouldBe(2);
        _host.Error.ShouldContain("Nobody is here to agree");
        (await ledger.ListAsync(None)).Count.ShouldBe(3);

        HostParts typed = later with { OutputIsTerminal = true, InputIsTerminal = true, Console = new TypingConsole(later.Console, "no") };
        (await _host.RunAsync(typed, None, "prune", "--older-than", "400d", "--keep", "1")).ShouldBe(1);
        (await ledger.ListAsync(None)).Count.ShouldBe(3);

        (await _host.RunAsync(later, None, "prune", "--older-than", "400d", "--keep", "1", "--yes")).ShouldBe(0);
        _host.Out.ShouldContain("removed");
        (await ledger.ListAsync(None)).ShouldBe([ids[2]]);
        (await _host.RunAsync(later, None, "prune", "--older-than", "400d", "--keep", "1", "--yes")).ShouldBe(0);
        (await ledger.ListAsync(None)).ShouldBe([ids[2]]);
    }

    [SkippableFact]
    public async Task The_ledger_that_was_named_wins_and_is_named_in_what_to_do_next()
    {
        PostgresInstance.Require();
        string address = (await PostgresInstance.Shared).Address();
        IRunLedger ledger = Open(address);
        await RecordAsync(ledger, SampleRun.Id, ended: false);
        await RecordAsync(Open(LedgerChoice.Journal), Other);

        (await _host.RunAsync("runs")).ShouldBe(0);
        _host.Out.ShouldContain(Other);
        _host.Out.ShouldNotContain(SampleRun.Id);
        (await _host.RunAsync("show", SampleRun.Id, "--ledger", address)).ShouldBe(0);
        _host.Out.ShouldContain($"guru resume {SampleRun.Id} --ledger '{address}'");

        _host.Environment["SERVICEGURU_LEDGER"] = address;
        (await _host.RunAsync("show", SampleRun.Id)).ShouldBe(0);
        _host.Out.ShouldContain($"guru resume {SampleRun.Id}");
        _host.Out.ShouldNotContain("--ledger");
        (await _host.RunAsync("runs", "--ledger", "journal")).ShouldBe(0);
        _host.Out.ShouldContain(Other);
        (await _host.RunAsync("runs", "--ledger", "journal", "--state", Path.Combine(_host.Root, "elsewhere"))).ShouldBe(0);
        _host.Out.ShouldContain("No runs yet.");
    }

    [Theory]
    [InlineData("postgres://guru:hunter2@db/main")]
    [InlineData("postgres://guru@db/main?password=hunter2")]
    [InlineData("redis://hunter2")]
    public async Task An_address_that_can_not_be_used_is_wrong_usage_before_anything(string address)
    {
        (await _host.RunAsync("runs", "--ledger", address)).ShouldBe(2);
        (_host.Out + _host.Error).ShouldNotContain("hunter2");
        _host.Error.ShouldContain("--ledger");
        (await _host.RunAsync("runs", "--ledger", address, "--output", "json")).ShouldBe(2);
        (_host.Out + _host.Error).ShouldNotContain("hunter2");

        _host.Environment["SERVICEGURU_LEDGER"] = address;
        (await _host.RunAsync("topic", "set", "redeploying", "--service", "packit", "--yes")).ShouldBe(2);
        (_host.Out + _host.Error).ShouldNotContain("hunter2");
        _host.Error.ShouldContain("SERVICEGURU_LEDGER");
    }

    [Fact]
    public async Task A_server_that_can_not_be_reached_is_named()
    {
        (await _host.RunAsync("runs", "--ledger", "postgres://guru@127.0.0.1:1/main")).ShouldBe(3);

        _host.Error.ShouldContain("127.0.0.1:1 can't be reached");
    }

    private async Task<IRunLedger> LedgerAsync(bool postgres)
    {
        if (postgres)
        {
            PostgresInstance.Require();
            _host.Environment["SERVICEGURU_LEDGER"] = (await PostgresInstance.Shared).Address();
        }

        return Open(null);
    }

    private IRunLedger Open(string? ledger) => LedgerChoice.Open(new SessionSettings
    {
        ShippedDirectory = _host.Root,
        CurrentDirectory = _host.Root,
        StateDirectory = _host.State,
        Environment = name => _host.Environment.GetValueOrDefault(name),
        Ledger = ledger,
    });

    private static async Task RecordAsync(IRunLedger ledger, string id, bool ended = true)
    {
        SampleRun run = new SampleRun(("go", "Go", "gate/approval")).Begin("go");
        await using IRunWriter writer = await ledger.CreateAsync(id, (RunCreated)run.Records[0].Event, None);
        await writer.AppendAsync(run.Records[1].Event, None);
        if (ended)
        {
            await writer.AppendAsync(new StepSucceeded("go", null), None);
            await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), None);
        }
    }
}
