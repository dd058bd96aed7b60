using System.Text;
using System.Text.Json.Nodes;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Time;

namespace ServiceGuru.Ledger;

/// <summary>What every ledger does, whatever it keeps its records in.</summary>
public abstract partial class LedgerContractTests : IAsyncLifetime
{
    protected const string Id = "20260518-120000-abcd";

    private static readonly CancellationToken None = CancellationToken.None;

    private protected ManualTimeProvider Time { get; } = new();

    private protected IRunLedger Ledger { get; private set; } = null!;

    public async Task InitializeAsync() => Ledger = await OpenLedgerAsync();

    public abstract Task DisposeAsync();

    [SkippableFact]
    public async Task What_is_written_is_read_back_in_order()
    {
        await WriteAsync();

        IReadOnlyList<LedgerRecord> records = await Ledger.ReadAsync(Id, None);

        records.Select(record => record.Sequence).ShouldBe([1, 2, 3]);
        records[1].Event.ShouldBeOfType<StepStarted>().Inputs["text"]!.GetValue<string>().ShouldBe("straße → ⚠️ \u0000");
        records[2].Time.ShouldBe(Time.GetUtcNow());
        (await Ledger.ListAsync(None)).ShouldBe([Id]);
    }

    [SkippableFact]
    public async Task A_writer_knows_where_the_run_stands()
    {
        await WriteAsync();
        Time.Advance(TimeSpan.FromMinutes(1));

        await using IRunWriter writer = await Ledger.OpenAsync(Id, None);
        writer.State.Sequence.ShouldBe(3);
        LedgerRecord record = await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), None);

        record.Sequence.ShouldBe(4);
        record.Time.ShouldBe(Time.GetUtcNow());
        writer.State.Status.ShouldBe(RunStatus.Succeeded);
        writer.Lost.IsCancellationRequested.ShouldBeFalse();
        (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(4);
    }

    [SkippableFact]
    public async Task Several_records_become_durable_together_or_not_at_all()
    {
        await using (IRunWriter writer = await Ledger.CreateAsync(Id, Created(), None))
        {
            await Should.ThrowAsync<InvalidTransitionException>(async () => await writer.AppendAsync([new StepStarted("ask", 1, []), new StepStarted("ask", 1, [])], None));
            (await writer.AppendAsync((IReadOnlyList<RunEvent>)[], None)).ShouldBeEmpty();
            (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(1);

            IReadOnlyList<AppendedRecord> appended = await writer.AppendAsync([new StepStarted("ask", 1, []), new StepSucceeded("ask", null), new RunEnded(RunStatus.Succeeded)], None);

            appended.Select(one => one.Record.Sequence).ShouldBe([2, 3, 4]);
            appended[0].State.Step("ask").Status.ShouldBe(StepStatus.Running);
            writer.State.Status.ShouldBe(RunStatus.Succeeded);
        }

        (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(4);
        (await Ledger.AuditAsync(Id, None)).Intact.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_record_that_does_not_fit_the_state_is_not_written()
    {
        await WriteAsync();
        await using IRunWriter writer = await Ledger.OpenAsync(Id, None);

        await Should.ThrowAsync<InvalidTransitionException>(async () => await writer.AppendAsync(new StepSucceeded("ask", null), None));

        (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(3);
        (await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), None)).Sequence.ShouldBe(4);
    }

    [SkippableTheory]
    [InlineData("../../etc/passwd")]
    [InlineData("nothing")]
    [InlineData("'; drop table runs; --")]
    [InlineData("20260518-120000-zzzz")]
    [InlineData("20260518-120000-zzzz.step.1")]
    public async Task A_run_that_is_not_there_is_a_usage_error(string id)
    {
        Func<Task>[] calls =
        [
            () => Ledger.ReadAsync(id, None),
            () => Ledger.OpenAsync(id, None),
            () => Ledger.IsHeldAsync(id, None),
            () => Ledger.ListTargetsAsync(id, None),
            () => Ledger.ListTargetRunsAsync(id, None),
            () => Ledger.PostAsync(id, new ContinueRequest("tester"), None),
            () => Ledger.ReadProgressAsync(id, None),
            () => Ledger.AuditAsync(id, None),
            () => Ledger.ExportAsync(id, Stream.Null, None),
            () => Ledger.DeleteAsync(id, None),
        ];
        foreach (Func<Task> call in calls)
        {
            Failure failure = (await Should.ThrowAsync<GuruException>(call)).Failure;
            failure.Id.ShouldBe("RunNotFound");
            failure.Kind.ShouldBe(FailureKind.Usage);
        }
    }

    [SkippableFact]
    public async Task A_run_begins_once()
    {
        await WriteAsync();

        (await Should.ThrowAsync<GuruException>(() => Ledger.CreateAsync(Id, Created(), None))).Failure.Id.ShouldBe("LedgerUnwritable");

        (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(3);
        (await Ledger.IsHeldAsync(Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_run_has_one_writer_at_a_time()
    {
        await using (await Ledger.CreateAsync(Id, Created(), None))
        {
            (await Ledger.IsHeldAsync(Id, None)).ShouldBeTrue();
            (await Should.ThrowAsync<GuruException>(() => Ledger.OpenAsync(Id, None))).Failure.Id.ShouldBe("RunHeld");
        }

        (await Ledger.IsHeldAsync(Id, None)).ShouldBeFalse();
        await using (await Ledger.OpenAsync(Id, None))
        {
            (await Ledger.IsHeldAsync(Id, None)).ShouldBeTrue();
            (await Ledger.ReadAsync(Id, None)).Count.ShouldBe(1);
        }

        (await Ledger.IsHeldAsync(Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_writer_that_somebody_has_overtaken_is_refused()
    {
        await WriteAsync();
        await using IRunWriter writer = await Ledger.OpenAsync(Id, None);
        await OvertakeAsync();

        GuruException error = await Should.ThrowAsync<GuruException>(async () => await writer.AppendAsync(new RunEnded(RunStatus.Succeeded), None));

        error.Failure.Id.ShouldBe("StaleWriter");
    }

    [SkippableFact]
    public async Task An_export_is_what_was_recorded_byte_for_byte()
    {
        await WriteAsync();
        using MemoryStream journal = new();
        using MemoryStream exported = new();
        string folder = Directory.CreateTempSubdirectory("guru-ledger-").FullName;
        try
        {
            JournalLedger other = new(folder, Time);
            await WriteAsync(other, 3);
            await other.ExportAsync(Id, journal, None);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await Ledger.ExportAsync(Id, exported, None);

        exported.ToArray().ShouldBe(journal.ToArray());
        Encoding.UTF8.GetString(exported.ToArray()).ShouldEndWith("\"}\n");
    }

    [SkippableFact]
    public async Task Requests_lie_in_the_order_of_their_arrival_until_they_are_removed()
    {
        await WriteAsync();
        RunRequest[] requests =
        [
            new GateAnswer("ask", "alice", true, "fine") { Values = new JsonObject { ["ticket"] = "X-1" }, Via = "page" },
            new PauseRequest("bob", "lunch"),
            new ContinueRequest("bob"),
            new StopRequest("bob", null),
            new FailureDecision("ask", "carol", FailureChoice.Skip, "known") { Attempt = 2 },
            new CancelRequest("bob", "enough"),
        ];
        foreach (RunRequest request in requests)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Ledger.PostAsync(Id, request, None);
        }

        await using (IRunWriter writer = await Ledger.OpenAsync(Id, None))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Ledger.PostAsync(Id, new ContinueRequest("dave"), None);
            IReadOnlyList<PostedRequest> posted = await writer.ReadRequestsAsync(None);
            posted.Select(one => one.Request!.By).ShouldBe(["alice", "bob", "bob", "bob", "carol", "bob", "dave"], ignoreOrder: false);
            posted.Select(one => one.Id).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
            posted.Select(one => one.Request!.GetType()).ShouldBe([.. requests.Select(one => one.GetType()), typeof(ContinueRequest)]);
            ((GateAnswer)posted[0].Request!).Values!["ticket"].ShouldBe("X-1");
            await writer.RemoveRequestAsync(posted[0].Id, None);
            await writer.RemoveRequestAsync(posted[0].Id, None);
        }

        await using IRunWriter later = await Ledger.OpenAsync(Id, None);
        (await later.ReadRequestsAsync(None)).Count.ShouldBe(6);
    }

    [SkippableTheory]
    [InlineData("no json")]
    [InlineData("{\"type\":\"answer\",\"by\":\"alice\",\"yes\":true}")]
    [InlineData("{\"type\":\"unheard of\",\"by\":\"alice\"}")]
    public async Task A_request_that_nobody_can_read_is_shown_as_such(string content)
    {
        await WriteAsync();
        await PutRequestAsync(content);
        await using IRunWriter writer = await Ledger.OpenAsync(Id, None);

        PostedRequest posted = (await writer.ReadRequestsAsync(None)).ShouldHaveSingleItem();

        posted.Request.ShouldBeNull();
        await writer.RemoveRequestAsync(posted.Id, None);
        (await writer.ReadRequestsAsync(None)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task The_runs_of_targets_belong_to_their_run()
    {
        await WriteAsync();
        string[] targets = [RunIds.OfTarget(Id, "roll-out", 2), RunIds.OfTarget(Id, "roll-out", 1)];
        foreach (string target in targets)
        {
            await WriteAsync(Ledger, 3, target);
        }

        (await Ledger.ListAsync(None)).ShouldBe([Id]);
        (await FindAsync(new RunFilter())).ShouldBe([Id]);
        (await Ledger.ListTargetsAsync(Id, None)).ShouldBe(targets.Order(StringComparer.Ordinal));
        (await Ledger.ListTargetsAsync(targets[0], None)).ShouldBeEmpty();
        foreach (TargetRun target in await Ledger.ListTargetRunsAsync(Id, None))
        {
            LedgerRecord newest = (await Ledger.ReadAsync(target.RunId, None))[^1];
            target.ShouldBe(new TargetRun(target.RunId, newest.Sequence, newest.Event is RunEnded ended ? ended.Status : RunStatus.Running));
        }

        (await Ledger.ListTargetRunsAsync(Id, None)).Count.ShouldBe(targets.Length);
        (await Ledger.AuditAsync(targets[0], None)).Records.ShouldBe(3);
        await using (await Ledger.OpenAsync(targets[1], None))
        {
            (await Ledger.IsHeldAsync(Id, None)).ShouldBeFalse();
            (await Should.ThrowAsync<GuruException>(() => Ledger.DeleteAsync(Id, None))).Failure.Id.ShouldBe("RunHeld");
        }

        await Ledger.DeleteAsync(Id, None);
        (await Should.ThrowAsync<GuruException>(() => Ledger.ReadAsync(targets[0], None))).Failure.Id.ShouldBe("RunNotFound");
    }

    [SkippableFact]
    public async Task A_run_that_is_worked_on_is_not_removed()
    {
        await using (await Ledger.CreateAsync(Id, Created(), None))
        {
            (await Should.ThrowAsync<GuruException>(() => Ledger.DeleteAsync(Id, None))).Failure.Id.ShouldBe("RunHeld");
        }

        await Ledger.DeleteAsync(Id, None);

        (await Ledger.ListAsync(None)).ShouldBeEmpty();
        await using IRunWriter again = await Ledger.CreateAsync(Id, Created(), None);
        again.State.Sequence.ShouldBe(1);
    }

    [SkippableFact]
    public async Task Runs_are_found_newest_first_by_service_and_by_whether_somebody_works_on_them()
    {
        (await Ledger.ListAsync(None)).ShouldBeEmpty();
        string[] ids = [.. Enumerable.Range(1, 6).Select(number => $"2026051{number}-120000-a{number}cd")];
        foreach (string id in ids.Reverse())
        {
            await using IRunWriter one = await Ledger.CreateAsync(id, Created(id[7] is '2' or '4' ? "other" : "service"), None);
        }

        await using IRunWriter held = await Ledger.OpenAsync(ids[1], None);
        await using IRunWriter alsoHeld = await Ledger.OpenAsync(ids[2], None);

        (await Ledger.ListAsync(None)).ShouldBe(ids.Reverse());
        (await FindAsync(new RunFilter())).ShouldBe(ids.Reverse());
        (await FindAsync(new RunFilter { Service = "other" })).ShouldBe([ids[3], ids[1]]);
        (await FindAsync(new RunFilter { Held = true })).ShouldBe([ids[2], ids[1]]);
        (await FindAsync(new RunFilter { Service = "service", Held = true })).ShouldBe([ids[2]]);
        (await FindAsync(new RunFilter { Service = "nobody's" })).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task The_newest_progress_is_kept()
    {
        await WriteAsync();
        (await Ledger.ReadProgressAsync(Id, None)).ShouldBeEmpty();
        await using IRunWriter writer = await Ledger.OpenAsync(Id, None);
        await writer.TellAsync([], None);
        for (int batch = 0; batch < 12; batch++)
        {
            await writer.TellAsync([.. Enumerable.Range(batch * 100, 100).Select(number => new ProgressLine(Time.GetUtcNow(), "ask", $"line {number} \u0000 →", 0.5))], None);
        }

        IReadOnlyList<ProgressLine> lines = await Ledger.ReadProgressAsync(Id, None);

        lines.Count.ShouldBe(500);
        lines[0].Message.ShouldBe("line 700 \u0000 →");
        lines[^1].ShouldBe(new ProgressLine(Time.GetUtcNow(), "ask", "line 1199 \u0000 →", 0.5));
    }

    private protected abstract Task<IRunLedger> OpenLedgerAsync();

    /// <summary>Lets somebody else write to the run, or take it over.</summary>
    private protected abstract Task OvertakeAsync();

    /// <summary>Reads the recorded lines behind the ledger's back.</summary>
    private protected abstract Task<IReadOnlyList<string>> ReadLinesAsync();

    /// <summary>Puts other lines there.</summary>
    private protected abstract Task WriteLinesAsync(IReadOnlyList<string> lines);

    /// <summary>Puts something into the mailbox that the ledger did not write.</summary>
    private protected abstract Task PutRequestAsync(string content);

    private protected static RunCreated Created(string service = "service") => new()
    {
        Runbook = "test",
        RunbookText = "text",
        RunbookHash = "hash",
        Service = service,
        Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = "/",
        By = "tester",
    };

    private protected Task WriteAsync(int records = 3) => WriteAsync(Ledger, records);

    private protected static async Task WriteAsync(IRunLedger ledger, int records, string id = Id)
    {
        await using IRunWriter writer = await ledger.CreateAsync(id, Created(), None);
        RunEvent[] events = [new StepStarted("ask", 1, new() { ["text"] = "straße → ⚠️ \u0000" }), new StepSucceeded("ask", null), new RunEnded(RunStatus.Succeeded)];
        foreach (RunEvent runEvent in events.Take(records - 1))
        {
            await writer.AppendAsync(runEvent, None);
        }
    }

    private async Task<List<string>> FindAsync(RunFilter filter)
    {
        List<string> ids = [];
        await foreach (string id in Ledger.FindAsync(filter, None))
        {
            ids.Add(id);
        }

        return ids;
    }
}
