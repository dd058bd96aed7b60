using System.Net;
using System.Net.Sockets;
using ServiceGuru.Access;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>What the ledger says where it can't be used, and what rights it needs.</summary>
public sealed class PostgresAccessTests : IAsyncLifetime
{
    private const string Id = "20260518-120000-abcd";
    private const string Secret = "s3cr3t-password";

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly string _schema = PostgresInstance.NewSchema();
    private PostgresInstance? _server;

    private PostgresInstance Server => _server!;

    public async Task InitializeAsync()
    {
        PostgresInstance.Require();
        _server = await PostgresInstance.Shared;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [SkippableFact]
    public async Task A_wrong_password_is_told_without_it()
    {
        Failure failure = await FailsAsync($"postgres://guru@127.0.0.1:{Server.Port}/postgres?password=env:DB_PASSWORD");

        failure.Id.ShouldBe("LedgerAccessDenied");
        failure.Cause.ShouldNotBeNull().ShouldContain("28P01");
        $"{failure} {failure.NextAction}".ShouldNotContain(Secret);
    }

    [SkippableTheory]
    [InlineData("password=env:NOT_SET")]
    [InlineData("passwordFile=/does/not/exist")]
    public async Task A_password_that_is_not_there_is_told(string password)
    {
        (await FailsAsync($"postgres://guru@127.0.0.1:{Server.Port}/postgres?{password}")).Id.ShouldBe("SecretUnavailable");
    }

    [SkippableFact]
    public async Task The_access_check_makes_nothing_and_tells_a_role_without_rights()
    {
        await using PostgresLedger ledger = Open(Server.Address(_schema));
        for (int time = 0; time < 2; time++)
        {
            AccessCheck check = (await new LedgerAccessProbe(ledger).CheckAsync(None)).ShouldHaveSingleItem();
            check.State.ShouldBe(AccessState.Ok, check.ToString());
            check.Reason.ShouldNotBeNull().ShouldContain("made by the first run");
        }

        (await ledger.ListAsync(None)).ShouldBeEmpty();
        (await new LedgerAccessProbe(ledger).CheckAsync(None))[0].Reason.ShouldBeNull("now the tables are there");

        await using PostgresLedger wrong = new(
            PostgresAddress.Parse($"postgres://guru@127.0.0.1:{Server.Port}/postgres?password=env:DB_PASSWORD"), (_, _) => ValueTask.FromResult("not-the-password"), TimeProvider.System);
        AccessCheck refused = (await new LedgerAccessProbe(wrong).CheckAsync(None)).ShouldHaveSingleItem();
        refused.State.ShouldBe(AccessState.Missing, refused.ToString());
        $"{refused} {refused.NextAction}".ShouldNotContain("not-the-password");
    }

    [SkippableFact]
    public async Task A_wrong_database_is_told()
    {
        Failure failure = await FailsAsync(Server.Address(_schema).Replace("/postgres?", "/elsewhere?", StringComparison.Ordinal));

        failure.Id.ShouldBe("LedgerDatabaseNotFound");
        failure.Message.ShouldContain("'elsewhere'");
    }

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_told_with_its_address()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        int port = ((IPEndPoint)closed.LocalEndpoint).Port;
        closed.Stop();

        Failure failure = await FailsAsync(Server.Address(_schema, port));

        failure.Id.ShouldBe("LedgerUnreachable");
        failure.Message.ShouldContain($"127.0.0.1:{port}");
        (await FailsAsync("postgres://guru@no-such-host.invalid/postgres")).Id.ShouldBe("LedgerUnreachable");
    }

    [SkippableFact]
    public async Task A_role_that_may_not_make_the_schema_is_told_so()
    {
        string address = await RoleAsync("nobody");
        Failure failure = await FailsAsync(address);

        failure.Id.ShouldBe("LedgerAccessDenied");
        failure.Cause.ShouldNotBeNull().ShouldContain("permission denied");
        failure.NextAction.ShouldNotBeNull().ShouldContain(_schema);
        (await LookAsync(address)).State.ShouldBe(AccessState.Missing);
    }

    [SkippableFact]
    public async Task A_role_needs_only_the_rights_that_are_documented()
    {
        await using PostgresLedger owner = Open(Server.Address(_schema));
        await owner.ListAsync(None);
        string address = await RoleAsync("writer");
        await Server.ExecuteAsync(Grants("writer"));
        await using PostgresLedger ledger = Open(address);
        (await LookAsync(address)).State.ShouldBe(AccessState.Ok);

        await using (IRunWriter writer = await ledger.CreateAsync(Id, Created(), None))
        {
            await writer.AppendAsync(new StepStarted("ask", 1, []), None);
            await ledger.PostAsync(Id, new ContinueRequest("tester"), None);
            await writer.RemoveRequestAsync((await writer.ReadRequestsAsync(None)).Single().Id, None);
            await writer.TellAsync([.. Enumerable.Range(0, 600).Select(number => new ProgressLine(DateTimeOffset.UnixEpoch, "ask", $"{number}", null))], None);
        }

        await using (IRunWriter target = await ledger.CreateAsync(RunIds.OfTarget(Id, "ask", 1), Created(), None))
        {
            (await ledger.IsHeldAsync(target.State.Id, None)).ShouldBeTrue();
        }

        (await ledger.AuditAsync(Id, None)).Intact.ShouldBeTrue();
        (await ledger.ReadProgressAsync(Id, None)).Count.ShouldBe(500);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => Server.ExecuteAsync($"set role \"{RoleName("writer")}\"; update \"{_schema}\".records set line = ''"))).SqlState.ShouldBe("42501");
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => Server.ExecuteAsync($"set role \"{RoleName("writer")}\"; delete from \"{_schema}\".records"))).SqlState.ShouldBe("42501");
        await ledger.DeleteAsync(Id, None);
        (await ledger.ListAsync(None)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task A_role_that_may_only_read_reads()
    {
        await using PostgresLedger owner = Open(Server.Address(_schema));
        await using (await owner.CreateAsync(Id, Created(), None))
        {
        }

        string address = await RoleAsync("reader");
        await Server.ExecuteAsync($"grant usage on schema \"{_schema}\" to \"{RoleName("reader")}\"; grant select on all tables in schema \"{_schema}\" to \"{RoleName("reader")}\"");
        await using PostgresLedger reader = Open(address);

        (await LookAsync(address)).State.ShouldBe(AccessState.Missing);
        (await reader.ReadAsync(Id, None)).Count.ShouldBe(1);
        foreach (Func<Task> write in new Func<Task>[] { () => reader.OpenAsync(Id, None), () => reader.PostAsync(Id, new ContinueRequest("x"), None), () => reader.DeleteAsync(Id, None), () => reader.CreateAsync("20260518-120000-aaaa", Created(), None) })
        {
            (await Should.ThrowAsync<GuruException>(write)).Failure.Id.ShouldBe("LedgerAccessDenied");
        }

        (await owner.IsHeldAsync(Id, None)).ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_server_that_is_read_only_is_told_and_read()
    {
        await using PostgresLedger owner = Open(Server.Address(_schema));
        await using (await owner.CreateAsync(Id, Created(), None))
        {
        }

        string address = await RoleAsync("standby");
        await Server.ExecuteAsync(Grants("standby") + $"; alter role \"{RoleName("standby")}\" set default_transaction_read_only = on");
        await using PostgresLedger ledger = Open(address);

        (await ledger.ListAsync(None)).ShouldBe([Id]);
        foreach (Func<Task> write in new Func<Task>[] { () => ledger.OpenAsync(Id, None), () => ledger.PostAsync(Id, new ContinueRequest("x"), None), () => ledger.CreateAsync("20260518-120000-aaaa", Created(), None) })
        {
            Failure failure = (await Should.ThrowAsync<GuruException>(write)).Failure;
            failure.Id.ShouldBe("LedgerUnwritable");
            failure.NextAction.ShouldNotBeNull().ShouldContain("primary server");
        }
    }

    [SkippableFact]
    public async Task A_server_that_would_lose_records_is_refused()
    {
        string address = await RoleAsync("hasty");
        await Server.ExecuteAsync($"alter role \"{RoleName("hasty")}\" set synchronous_commit = off");

        Failure failure = await FailsAsync(address);

        failure.Id.ShouldBe("LedgerUnsafe");
        failure.Cause.ShouldNotBeNull().ShouldContain("synchronous_commit");
    }

    [SkippableFact]
    public async Task A_database_that_does_not_hold_every_character_is_refused()
    {
        await Server.ExecuteAsync($"create database \"{_schema}\" encoding 'LATIN1' locale 'C' template template0");

        Failure failure = await FailsAsync(Server.Address(_schema).Replace("/postgres?", $"/{_schema}?", StringComparison.Ordinal));

        failure.Id.ShouldBe("LedgerUnsafe");
        failure.Cause.ShouldNotBeNull().ShouldContain("LATIN1");
    }

    [SkippableFact]
    public async Task A_schema_of_a_later_version_is_left_alone()
    {
        await using (PostgresLedger ledger = Open(Server.Address(_schema)))
        {
            await ledger.ListAsync(None);
        }

        await Server.ExecuteAsync($"update \"{_schema}\".version set number = 99");

        Failure failure = await FailsAsync(Server.Address(_schema));
        failure.Id.ShouldBe("LedgerTooNew");
        failure.Message.ShouldContain("99");
    }

    [SkippableFact]
    public async Task Many_who_come_first_make_the_schema_once()
    {
        PostgresLedger[] ledgers = [.. Enumerable.Range(0, 8).Select(_ => Open(Server.Address(_schema)))];

        await Task.WhenAll(ledgers.Select(ledger => ledger.ListAsync(None)));

        (await Server.QueryAsync($"select number from \"{_schema}\".version")).ShouldHaveSingleItem();
        foreach (PostgresLedger ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_schema_that_an_administrator_made_needs_no_right_to_make_others()
    {
        string address = await RoleAsync("tenant");
        await Server.ExecuteAsync($"create schema \"{_schema}\" authorization \"{RoleName("tenant")}\"");
        await using PostgresLedger ledger = Open(address);

        (await ledger.ListAsync(None)).ShouldBeEmpty();
    }

    private static RunCreated Created() => new()
    {
        Runbook = "test",
        RunbookText = "text",
        RunbookHash = "hash",
        Service = "service",
        Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = "/",
        By = "tester",
    };

    // As a process opens it that has the address in its environment.
    private static PostgresLedger Open(string address) => (PostgresLedger)LedgerChoice.Open(new SessionSettings
    {
        ShippedDirectory = "/",
        CurrentDirectory = "/",
        StateDirectory = "/",
        Environment = name => name switch { "SERVICEGURU_LEDGER" => address, "DB_PASSWORD" => Secret, _ => null },
    });

    private static async Task<AccessCheck> LookAsync(string address)
    {
        await using PostgresLedger ledger = Open(address);
        return (await new LedgerAccessProbe(ledger).CheckAsync(None)).ShouldHaveSingleItem();
    }

    private static async Task<Failure> FailsAsync(string address)
    {
        await using PostgresLedger ledger = Open(address);
        return (await Should.ThrowAsync<GuruException>(() => ledger.ListAsync(None))).Failure;
    }

    private string RoleName(string name) => $"{name}_{_schema}";

    private string Grants(string name) => $"""
        grant usage on schema "{_schema}" to "{RoleName(name)}";
        grant select on "{_schema}".version to "{RoleName(name)}";
        grant select, insert, update, delete on "{_schema}".runs to "{RoleName(name)}";
        grant select, insert on "{_schema}".records to "{RoleName(name)}";
        grant select, insert, delete on "{_schema}".requests, "{_schema}".progress to "{RoleName(name)}"
        """;

    private async Task<string> RoleAsync(string name)
    {
        await Server.ExecuteAsync($"create role \"{RoleName(name)}\" login password '{Secret}'");
        return $"postgres://{RoleName(name)}@127.0.0.1:{Server.Port}/postgres?password=env:DB_PASSWORD&schema={_schema}";
    }
}
