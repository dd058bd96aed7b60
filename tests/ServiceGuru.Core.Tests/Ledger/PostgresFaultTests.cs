using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>What becomes of a run when its ledger's server, or the way to it, goes.</summary>
public sealed class PostgresFaultTests(DisturbedServer disturbed) : IClassFixture<DisturbedServer>, IAsyncLifetime
{
    private const string Book = "{ name: faults, steps: [ { id: set, uses: test/set, with: { values: { a: new, b: new, c: new } } } ] }";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);
    private static readonly PostgresTimes Quick = new() { Ping = TimeSpan.FromMilliseconds(100), Retry = TimeSpan.FromMilliseconds(50) };

    // The first answer that gets lost shall be the record's.
    private static readonly PostgresTimes Unwatched = Quick with { Ping = TimeSpan.FromHours(1) };

    private readonly string _schema = PostgresInstance.NewSchema();
    private CuttableWay? _way;
    private PostgresLedger? _ledger;
    private PostgresLedger? _other;
    private TestBench? _bench;

    private PostgresInstance Server => disturbed.Instance!;

    private PostgresLedger Ledger => _ledger!;

    private TestBench Bench => _bench!;

    public Task InitializeAsync()
    {
        PostgresInstance.Require();
        _way = new CuttableWay(Server.Port);
        Open(Quick);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _bench?.Dispose();
        foreach (IAsyncDisposable? one in new IAsyncDisposable?[] { _ledger, _other, _way })
        {
            await (one?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [SkippableTheory]
    [InlineData("shut down")]
    [InlineData("crashed")]
    public async Task A_restart_of_the_server_in_the_middle_of_a_run_does_not_end_the_run(string how)
    {
        Bench.World.BeforeSet = async (change, _) =>
        {
            if (change.Target == "b")
            {
                await (how == "crashed" ? Server.CrashAsync() : Server.StopAsync());
                await Server.StartAgainAsync();
            }
        };

        RunState run = await Bench.RunAsync(Book).WaitAsync(AtMost);

        run.Status.ShouldBe(RunStatus.Succeeded);
        Bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"]);
        await VerifyAsync(run);
    }

    [SkippableFact]
    public async Task A_server_that_stays_away_for_a_while_is_waited_for()
    {
        TaskCompletionSource down = new();
        Bench.World.BeforeSet = async (change, _) =>
        {
            if (change.Target == "b")
            {
                await Server.CrashAsync();
                down.SetResult();
            }
        };
        Task<RunState> running = Bench.RunAsync(Book);
        await down.Task.WaitAsync(AtMost);

        // The run is at its next record now, and waits.
        running.IsCompleted.ShouldBeFalse();
        await Server.StartAgainAsync();

        RunState run = await running.WaitAsync(AtMost);
        run.Status.ShouldBe(RunStatus.Succeeded);
        await VerifyAsync(run);
    }

    [SkippableFact]
    public async Task A_server_that_does_not_come_back_ends_the_run_before_another_change_begins()
    {
        await ReopenAsync(Quick with { Patience = TimeSpan.FromSeconds(1) });
        Bench.World.BeforeSet = async (change, _) =>
        {
            if (change.Target == "b")
            {
                await Server.StopAsync();
            }
        };

        Failure failure = (await Should.ThrowAsync<GuruException>(() => Bench.RunAsync(Book).WaitAsync(AtMost))).Failure;

        failure.Id.ShouldBeOneOf("LedgerUnwritable", "RunLockLost");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.NextAction.ShouldNotBeNull().ShouldContain("guru resume");
        Bench.World.Effects.ShouldBe(["a=new", "b=new"]);

        await Server.StartAgainAsync();
        RunState run = await Bench.ResumeAsync((await Other().ListAsync(None)).Single(), Other()).WaitAsync(AtMost);
        run.Status.ShouldBe(RunStatus.Succeeded);
        Bench.World.Effects.ShouldBe(["a=new", "b=new", "c=new"]);
        await VerifyAsync(run);
    }

    [SkippableFact]
    public async Task A_record_whose_answer_got_lost_is_found_and_not_written_twice()
    {
        await ReopenAsync(Unwatched);
        await using IRunWriter writer = await CreateAsync();
        _way!.LoseAnswers();
        ValueTask<LedgerRecord> appending = writer.AppendAsync(new StepStarted("ask", 1, []), None);
        await _way.AnswerLost.WaitAsync(AtMost);
        await RecordedAsync(2);
        _way.Cut();
        _way.Mend();

        (await appending.AsTask().WaitAsync(AtMost)).Sequence.ShouldBe(2);

        (await writer.AppendAsync(new StepSucceeded("ask", null), None)).Sequence.ShouldBe(3);
        await VerifyAsync(writer.State);
    }

    [SkippableFact]
    public async Task A_server_that_crashes_between_a_record_and_its_answer_has_it_once()
    {
        await ReopenAsync(Unwatched);
        await using IRunWriter writer = await CreateAsync();
        _way!.LoseAnswers();
        ValueTask<LedgerRecord> appending = writer.AppendAsync(new StepStarted("ask", 1, []), None);
        await _way.AnswerLost.WaitAsync(AtMost);
        await RecordedAsync(2);
        await Server.CrashAsync();
        _way.Mend();
        await Server.StartAgainAsync();

        (await appending.AsTask().WaitAsync(AtMost)).Sequence.ShouldBe(2);

        await VerifyAsync(writer.State);
    }

    [SkippableFact]
    public async Task A_run_whose_way_is_cut_takes_its_lock_back_from_its_own_former_session()
    {
        await using IRunWriter writer = await CreateAsync();
        _way!.CutUnnoticed();
        (await Other().IsHeldAsync(writer.State.Id, None)).ShouldBeTrue();
        _way.Mend();

        (await writer.AppendAsync(new StepStarted("ask", 1, []), None).AsTask().WaitAsync(AtMost)).Sequence.ShouldBe(2);

        (await Other().IsHeldAsync(writer.State.Id, None)).ShouldBeTrue();
        writer.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_run_that_somebody_took_over_while_its_way_was_cut_is_never_written_to_again_and_begins_no_other_change()
    {
        RunState? after = null;
        Bench.World.BeforeSet = async (change, _) =>
        {
            if (change.Target != "b")
            {
                return;
            }

            _way!.Cut();
            string id = (await Other().ListAsync(None)).Single();
            IRunWriter second = await TakeOverAsync(id);
            await using (second)
            {
                await second.AppendAsync(new RunResumed("other"), None);
                _way.Mend();
                after = second.State;

                // Only then does the first one go on: its record of this change's end must be refused.
            }
        };

        Failure failure = (await Should.ThrowAsync<GuruException>(() => Bench.RunAsync(Book).WaitAsync(AtMost))).Failure;

        failure.Id.ShouldBeOneOf("StaleWriter", "RunLockLost");
        Bench.World.Effects.ShouldBe(["a=new", "b=new"]);
        (await Other().ReadAsync(after!.Id, None)).Count.ShouldBe((int)after.Sequence);
        (await Other().AuditAsync(after.Id, None)).Intact.ShouldBeTrue();
        (await Other().IsHeldAsync(after.Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_writer_that_was_overtaken_is_told_without_writing()
    {
        await using IRunWriter writer = await CreateAsync();
        TaskCompletionSource lost = new();
        using CancellationTokenRegistration told = writer.Lost.Register(lost.SetResult);
        _way!.Cut();
        await using IRunWriter second = await TakeOverAsync(writer.State.Id);
        _way.Mend();

        await lost.Task.WaitAsync(AtMost);

        (await Should.ThrowAsync<GuruException>(async () => await writer.AppendAsync(new RunEnded(RunStatus.Stopped), None))).Failure.Id.ShouldBe("StaleWriter");
        (await Should.ThrowAsync<GuruException>(() => writer.ReadRequestsAsync(None))).Failure.Id.ShouldBe("StaleWriter");
    }

    [SkippableFact]
    public async Task A_session_that_an_administrator_ends_is_replaced()
    {
        await using IRunWriter writer = await CreateAsync();
        (await Server.QueryAsync("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()")).Count.ShouldBe(1);

        (await writer.ReadRequestsAsync(None)).ShouldBeEmpty();

        (await Other().IsHeldAsync(writer.State.Id, None)).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_statement_that_an_administrator_cancels_is_tried_again_and_one_that_never_ends_gives_up()
    {
        await ReopenAsync(Unwatched);
        IRunWriter patient = await CreateAsync();
        await Server.ExecuteAsync($$"""
            create sequence "{{_schema}}".tries;
            create function "{{_schema}}".cancelled() returns trigger language plpgsql as $$ begin
              if nextval('"{{_schema}}".tries') = 1 or new.line like '%run-ended%' then raise exception 'canceling statement due to user request' using errcode = '57014'; end if; return new; end $$;
            create trigger cancelled before insert on "{{_schema}}".records for each row execute function "{{_schema}}".cancelled()
            """);

        (await patient.AppendAsync(new StepStarted("ask", 1, []), None).AsTask().WaitAsync(AtMost)).Sequence.ShouldBe(2);
        await patient.DisposeAsync();
        await ReopenAsync(Unwatched with { Patience = TimeSpan.FromSeconds(1) });
        await using IRunWriter writer = await Ledger.OpenAsync(patient.State.Id, None);
        (await Should.ThrowAsync<GuruException>(async () => await writer.AppendAsync(new RunEnded(RunStatus.Stopped), None).AsTask().WaitAsync(AtMost))).Failure.Id.ShouldBe("LedgerUnwritable");

        writer.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_server_that_refuses_for_a_while_to_tell_of_the_lock_leaves_it_where_it_is_until_the_run_gives_it_back()
    {
        string role = $"role_{_schema}";
        await Server.ExecuteAsync($"create role \"{role}\" login password '{await File.ReadAllTextAsync(Server.PasswordFile)}'; create schema \"{_schema}\" authorization \"{role}\"");
        await using PostgresLedger ledger = TestLedger.Open(Server.Address(_schema).Replace("guru@", $"{role}@", StringComparison.Ordinal), TimeProvider.System, Quick);
        IRunWriter writer = await CreateAsync(ledger);
        await Server.ExecuteAsync("revoke select on pg_catalog.pg_locks from public");
        try
        {
            // The first is refused, and the second shows that another one came after it.
            await PingedAsync(role, 2);
        }
        finally
        {
            await Server.ExecuteAsync("grant select on pg_catalog.pg_locks to public");
        }

        (await Other().IsHeldAsync(writer.State.Id, None)).ShouldBeTrue();
        (await writer.AppendAsync(new StepStarted("ask", 1, []), None)).Sequence.ShouldBe(2);
        await writer.DisposeAsync();
        (await Other().IsHeldAsync(writer.State.Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_full_disk_of_the_server_says_so_and_the_run_goes_on_when_there_is_room()
    {
        string id;
        await using (IRunWriter writer = await CreateAsync())
        {
            id = writer.State.Id;

            // A disk of the tests' own that is full takes root; the server's words are the same.
            await Server.ExecuteAsync($$"""
                create function "{{_schema}}".full_disk() returns trigger language plpgsql as $$ begin
                  raise exception 'could not extend file "base/5/16384": No space left on device' using errcode = '53100'; end $$;
                create trigger full_disk before insert on "{{_schema}}".records for each row execute function "{{_schema}}".full_disk()
                """);

            Failure failure = (await Should.ThrowAsync<GuruException>(async () => await writer.AppendAsync(new StepStarted("ask", 1, []), None))).Failure;

            failure.Id.ShouldBe("LedgerUnwritable");
            failure.Kind.ShouldBe(FailureKind.Unreachable);
            failure.Cause.ShouldNotBeNull().ShouldContain("No space left on device");
            failure.NextAction.ShouldBe($"Make room on the server's disk, then 'guru resume {id}'.");
            failure = (await Should.ThrowAsync<GuruException>(() => Ledger.CreateAsync("20260518-120000-full", writer.State.Created, None))).Failure;
            failure.Id.ShouldBe("LedgerUnwritable");
            failure.NextAction.ShouldNotBeNull().ShouldNotContain("resume");
        }

        await Server.ExecuteAsync($"drop trigger full_disk on \"{_schema}\".records");
        await using IRunWriter later = await Ledger.OpenAsync(id, None);
        (await later.AppendAsync(new StepStarted("ask", 1, []), None)).Sequence.ShouldBe(2);
    }

    private void Open(PostgresTimes times)
    {
        _ledger = TestLedger.Open(Server.Address(_schema, _way!.Port), TimeProvider.System, times);
        _bench = new TestBench(TimeProvider.System) { Ledger = _ledger };
    }

    private async Task ReopenAsync(PostgresTimes times)
    {
        await Ledger.DisposeAsync();
        Bench.Dispose();
        Open(times);
    }

    // Somebody else, on another way.
    private PostgresLedger Other() => _other ??= TestLedger.Open(Server.Address(_schema), TimeProvider.System, Quick);

    // The server needs a moment to notice that the first one's session is gone.
    private async Task<IRunWriter> TakeOverAsync(string id)
    {
        using CancellationTokenSource limit = new(AtMost);
        while (await Other().IsHeldAsync(id, limit.Token))
        {
            await Task.Yield();
        }

        return await Other().OpenAsync(id, limit.Token);
    }

    private async Task RecordedAsync(int count)
    {
        using CancellationTokenSource limit = new(AtMost);
        while ((await Other().ReadAsync((await Other().ListAsync(limit.Token)).Single(), limit.Token)).Count < count)
        {
            await Task.Yield();
        }
    }

    // Ends when the role's session has asked for its lock so often from now on.
    private async Task PingedAsync(string role, int times)
    {
        using CancellationTokenSource limit = new(AtMost);
        string since = (await Server.QueryAsync("select clock_timestamp()::text")).Single();
        HashSet<string> seen = [];
        while (seen.Count < times)
        {
            limit.Token.ThrowIfCancellationRequested();
            seen.UnionWith(await Server.QueryAsync($"select query_start::text from pg_stat_activity where usename = '{role}' and query like '%pg_locks%' and query_start > '{since}'"));
        }
    }

    private Task<IRunWriter> CreateAsync(PostgresLedger? ledger = null) => (ledger ?? Ledger).CreateAsync(
        "20260518-120000-abcd",
        new RunCreated
        {
            Runbook = "test",
            RunbookText = "text",
            RunbookHash = "hash",
            Service = "service",
            Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
            WorkingDirectory = "/",
            By = "tester",
        },
        None);

    private async Task VerifyAsync(RunState run)
    {
        RunAudit audit = await Other().AuditAsync(run.Id, None);
        audit.Intact.ShouldBeTrue(audit.Reason);
        audit.Records.ShouldBe(run.Sequence);
    }
}
