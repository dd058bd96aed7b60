using System.Globalization;
using ServiceGuru.Connectors.Postgres;

namespace ServiceGuru.Ledger;

public sealed class PostgresContractTests : LedgerContractTests
{
    private PostgresInstance? _server;
    private PostgresLedger? _ledger;

    private string Schema => _ledger!.Address.Schema;

    public override async Task DisposeAsync()
    {
        if (_ledger is not null)
        {
            await _ledger.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task A_record_that_was_cut_off_at_the_end_is_missed_without_a_kept_hash()
    {
        await WriteAsync();
        await WriteLinesAsync([.. (await ReadLinesAsync()).Take(2)]);

        RunAudit audit = await Ledger.AuditAsync(Id, CancellationToken.None);

        audit.BadRecord.ShouldBe(3);
        audit.Reason.ShouldBe("it is missing: 3 records were written");
    }

    [SkippableFact]
    public async Task A_hundred_thousand_runs_are_listed_by_index()
    {
        await WriteAsync();
        await _server!.ExecuteAsync($"""
            insert into "{Schema}".runs
            select to_char(timestamp '2016-01-01' + number * interval '1 minute', 'YYYYMMDD-HH24MISS') || '-aaaa', null, number, 1, 1, 'x', case when number % 10 = 0 then 'rare' else 'service' end, 'x', 'x', 'succeeded', now(), now()
            from generate_series(1, 100000) number;
            analyze "{Schema}".runs
            """);

        (await Ledger.ListAsync(CancellationToken.None)).Count.ShouldBe(100_001);
        await foreach (string id in Ledger.FindAsync(new RunFilter { Service = "rare" }, CancellationToken.None))
        {
            id.ShouldStartWith("2016");
            break;
        }

        foreach (string sql in new[] { "parent is null and id < '~'", "parent is null and id < '~' and service = 'rare'" })
        {
            IReadOnlyList<string> plan = await _server.QueryAsync($"explain select id from \"{Schema}\".runs where {sql} order by id desc limit 200");
            string.Join('\n', plan).ShouldNotContain("Seq Scan");
            string.Join('\n', plan).ShouldNotContain("Sort");
        }
    }

    private protected override async Task<IRunLedger> OpenLedgerAsync()
    {
        PostgresInstance.Require();
        _server = await PostgresInstance.Shared;
        return _ledger = await TestLedger.OpenAsync(Time);
    }

    private protected override Task OvertakeAsync() => _server!.ExecuteAsync($"update \"{Schema}\".runs set epoch = epoch + 1 where id = '{Id}'");

    private protected override async Task<IReadOnlyList<string>> ReadLinesAsync() =>
        await _server!.QueryAsync($"select line from \"{Schema}\".records where run = '{Id}' order by sequence");

    private protected override Task WriteLinesAsync(IReadOnlyList<string> lines) => _server!.ExecuteAsync(
        $"delete from \"{Schema}\".records where run = '{Id}';" + string.Concat(lines.Select((line, index) => string.Create(
            CultureInfo.InvariantCulture, $"insert into \"{Schema}\".records values ('{Id}', {index + 1}, '{line.Replace("'", "''", StringComparison.Ordinal)}');"))));

    private protected override Task PutRequestAsync(string content) => _server!.ExecuteAsync(
        $"insert into \"{Schema}\".requests (run, token, content) values ('{Id}', gen_random_uuid(), '{content}')");
}
