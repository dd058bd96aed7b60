using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>
/// The ledger that teams and workers share: the journal's lines, hashes included, as rows in PostgreSQL. A run's writer
/// holds a session's advisory lock (https://www.postgresql.org/docs/15/explicit-locking.html#ADVISORY-LOCKS) and an epoch:
/// every record is written by one statement that checks epoch, sequence and hash before it.
/// </summary>
public sealed class PostgresLedger : IRunLedger, IAsyncDisposable
{
    private const int Page = 200;
    private const int ProgressShown = 500;

    private readonly PostgresServer _server;
    private readonly PostgresTimes _times;
    private readonly TimeProvider _time;
    private readonly string _schema;

    /// <summary>Initializes a new instance of the <see cref="PostgresLedger"/> class. Connects to nothing yet.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="secrets">Reads the password, if the address names one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="times">How long it bears what, or null for the defaults.</param>
    public PostgresLedger(PostgresAddress address, Func<SecretReference, CancellationToken, ValueTask<string>> secrets, TimeProvider time, PostgresTimes? times = null)
    {
        _times = times ?? new PostgresTimes();
        _server = new PostgresServer(address, _times, secrets);
        _time = time;
        _schema = $"\"{address.Schema}\"";
    }

    /// <summary>Gets where it is.</summary>
    public PostgresAddress Address => _server.Address;

    /// <inheritdoc/>
    public bool Shared => true;

    /// <summary>Reads something, also where the tables are not there; makes none.</summary>
    internal Task<T> LookAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) => _server.LookAsync(work, cancellationToken);

    /// <inheritdoc/>
    public async Task<IRunWriter> CreateAsync(string runId, RunCreated created, CancellationToken cancellationToken)
    {
        RunHold hold = await TakeAsync(runId, (cause, remedy, error) => LedgerFailures.CannotBegin(Address.Display, cause, remedy, error), cancellationToken).ConfigureAwait(false);

        // Not 1: of two who begin the same run, each must see whether the record that is there is its own.
        hold.Begin(RandomNumberGenerator.GetInt32(1, int.MaxValue));
        PostgresWriter writer = new(_server, hold, _time, runId, null, LedgerFormat.Genesis);
        try
        {
            await writer.TakeServiceAsync(created, cancellationToken).ConfigureAwait(false);
            await writer.AppendAsync(created, cancellationToken).ConfigureAwait(false);
            return writer;
        }
        catch
        {
            await writer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IRunWriter> OpenAsync(string runId, CancellationToken cancellationToken)
    {
        GuruException CannotGoOn(string cause, string remedy, Exception error) => LedgerFailures.CannotGoOn(runId, cause, remedy, error);
        if (await IsHeldAsync(runId, cancellationToken).ConfigureAwait(false))
        {
            throw LedgerFailures.Held(runId);
        }

        RunHold hold = await TakeAsync(runId, CannotGoOn, cancellationToken).ConfigureAwait(false);
        try
        {
            // From here on nobody who held the run before can write to it, whatever they believe.
            long epoch = await hold.UseAsync(
                connection => connection.ScalarAsync<long>($"update {_schema}.runs set epoch = epoch + 1 where id = $1 returning epoch", CancellationToken.None, runId), cancellationToken).ConfigureAwait(false);
            LedgerContent content = await ReadContentAsync(runId, cancellationToken).ConfigureAwait(false);
            RunState state = LedgerReader.Fold(runId, content.Records);
            hold.Begin(epoch);
            return new PostgresWriter(_server, hold, _time, runId, state, content.Hash);
        }
        catch (Exception error)
        {
            await hold.DisposeAsync().ConfigureAwait(false);
            if (error is not GuruException && PostgresFailures.IsOurs(error))
            {
                throw PostgresFailures.Of(error, Address, CannotGoOn);
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LedgerRecord>> ReadAsync(string runId, CancellationToken cancellationToken) => (await ReadContentAsync(runId, cancellationToken).ConfigureAwait(false)).Records;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) => await UseAsync(
        Address.Display,
        connection => connection.ListAsync($"select id from {_schema}.runs where parent is null order by id desc", Id, cancellationToken),
        cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> FindAsync(RunFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string service = filter.Service is null ? string.Empty : "and service = $3";
        string held = filter.Held ? $"and lock in (select {PostgresLocks.Key} from pg_locks where {PostgresLocks.Ours})" : string.Empty;
        string sql = $"select id from {_schema}.runs where parent is null and id < $1 {service} {held} order by id desc limit $2";
        for (string before = "~"; ;)
        {
            object[] values = filter.Service is null ? [before, Page] : [before, Page, filter.Service];
            List<string> ids = await UseAsync(Address.Display, connection => connection.ListAsync(sql, Id, cancellationToken, values), cancellationToken).ConfigureAwait(false);
            foreach (string id in ids)
            {
                yield return id;
            }

            if (ids.Count < Page)
            {
                yield break;
            }

            before = ids[^1];
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListTargetsAsync(string runId, CancellationToken cancellationToken)
    {
        List<string?> ids = await UseAsync(
            runId,
            connection => connection.ListAsync(
                $"select targets.id from {_schema}.runs left join {_schema}.runs targets on targets.parent = runs.id where runs.id = $1 order by 1",
                reader => reader.IsDBNull(0) ? null : reader.GetString(0),
                cancellationToken,
                runId),
            cancellationToken).ConfigureAwait(false);
        return ids.Count > 0 ? [.. ids.OfType<string>()] : throw LedgerFailures.NotFound(runId);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TargetRun>> ListTargetRunsAsync(string runId, CancellationToken cancellationToken)
    {
        List<TargetRun?> runs = await UseAsync(
            runId,
            connection => connection.ListAsync(
                $"select targets.id, targets.sequence, targets.status from {_schema}.runs left join {_schema}.runs targets on targets.parent = runs.id where runs.id = $1 order by 1",
                reader => reader.IsDBNull(0) ? null : new TargetRun(reader.GetString(0), reader.GetInt64(1), Enum.Parse<RunStatus>(reader.GetString(2), ignoreCase: true)),
                cancellationToken,
                runId),
            cancellationToken).ConfigureAwait(false);
        return runs.Count > 0 ? [.. runs.OfType<TargetRun>()] : throw LedgerFailures.NotFound(runId);
    }

    /// <inheritdoc/>
    public async Task<bool> IsHeldAsync(string runId, CancellationToken cancellationToken)
    {
        List<bool> held = await UseAsync(
            runId,
            connection => connection.ListAsync(
                $"select exists (select from pg_locks where {PostgresLocks.Of("lock")}) from {_schema}.runs where id = $1", reader => reader.GetBoolean(0), cancellationToken, runId),
            cancellationToken).ConfigureAwait(false);
        return held.Count > 0 ? held[0] : throw LedgerFailures.NotFound(runId);
    }

    /// <inheritdoc/>
    public async Task PostAsync(string runId, RunRequest request, CancellationToken cancellationToken)
    {
        // The token is the same where the connection breaks and it is posted again: it is left once.
        Guid token = Guid.NewGuid();
        string content = Encoding.UTF8.GetString(RequestFormat.Write(request));
        await _server.UseAsync(
            async connection => await connection.ScalarAsync<bool>($"select exists (select from {_schema}.runs where id = $1)", cancellationToken, runId).ConfigureAwait(false)
                ? await connection.ExecuteAsync($"insert into {_schema}.requests (run, token, content) values ($1, $2, $3) on conflict (token) do nothing", cancellationToken, runId, token, content).ConfigureAwait(false)
                : throw LedgerFailures.NotFound(runId),
            (cause, remedy, error) => LedgerFailures.CannotAnswer(runId, cause, remedy, error),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ProgressLine>> ReadProgressAsync(string runId, CancellationToken cancellationToken)
    {
        List<string?> lines = await UseAsync(
            runId,
            connection => connection.ListAsync(
                $"select line from {_schema}.runs left join {_schema}.progress on run = id where id = $1 order by number desc limit $2",
                reader => reader.IsDBNull(0) ? null : reader.GetString(0),
                cancellationToken,
                runId,
                ProgressShown),
            cancellationToken).ConfigureAwait(false);
        return lines.Count > 0
            ? [.. lines.OfType<string>().Reverse().Select(line => JsonSerializer.Deserialize<ProgressLine>(line, LedgerJson.Options)!)]
            : throw LedgerFailures.NotFound(runId);
    }

    /// <inheritdoc/>
    public async Task<RunAudit> AuditAsync(string runId, CancellationToken cancellationToken)
    {
        (byte[] lines, LedgerHead head) = await ReadLinesAsync(runId, cancellationToken).ConfigureAwait(false);
        return LedgerReader.Audit(runId, lines, head);
    }

    /// <inheritdoc/>
    public async Task ExportAsync(string runId, Stream destination, CancellationToken cancellationToken)
    {
        (byte[] lines, _) = await ReadLinesAsync(runId, cancellationToken).ConfigureAwait(false);
        await destination.WriteAsync(lines, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(string runId, CancellationToken cancellationToken)
    {
        bool tried = false;
        await _server.UseAsync(
            async connection =>
            {
                NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    string? held = await connection.ScalarAsync<string>(
                        $"""
                        select id from {_schema}.runs where (id = $1 and not pg_try_advisory_xact_lock(lock))
                        union all
                        select id from {_schema}.runs where parent = $1 and lock in (select {PostgresLocks.Key} from pg_locks where {PostgresLocks.Ours}) limit 1
                        """,
                        cancellationToken,
                        runId).ConfigureAwait(false);
                    if (held is not null)
                    {
                        throw LedgerFailures.Held(held);
                    }

                    int removed = await connection.ExecuteAsync($"delete from {_schema}.runs where id = $1", cancellationToken, runId).ConfigureAwait(false);
                    bool before = tried;
                    tried = true;
                    await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    return removed > 0 || before ? removed : throw LedgerFailures.NotFound(runId);
                }
            },
            (cause, remedy, error) => LedgerFailures.CannotDelete(runId, cause, remedy, error),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string Id(NpgsqlDataReader reader) => reader.GetString(0);

    private async Task<RunHold> TakeAsync(string runId, Func<string, string, Exception, GuruException> otherwise, CancellationToken cancellationToken)
    {
        try
        {
            return await RunHold.TryTakeAsync(_server, _times, _time, runId, cancellationToken).ConfigureAwait(false) ?? throw LedgerFailures.Held(runId);
        }
        catch (Exception error) when (error is not GuruException && PostgresFailures.IsOurs(error))
        {
            throw PostgresFailures.Of(error, Address, otherwise);
        }
    }

    private async Task<LedgerContent> ReadContentAsync(string runId, CancellationToken cancellationToken)
    {
        (byte[] lines, LedgerHead head) = await ReadLinesAsync(runId, cancellationToken).ConfigureAwait(false);
        return LedgerReader.Read(runId, lines, head);
    }

    // One statement, so that records and the note of where they end are of the same moment.
    private async Task<(byte[] Lines, LedgerHead Head)> ReadLinesAsync(string runId, CancellationToken cancellationToken)
    {
        List<(long Sequence, string Hash, string? Line)> rows = await UseAsync(
            runId,
            connection => connection.ListAsync(
                $"select runs.sequence, runs.hash, line from {_schema}.runs left join {_schema}.records on run = id where id = $1 order by records.sequence",
                reader => (reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)),
                cancellationToken,
                runId),
            cancellationToken).ConfigureAwait(false);
        return rows.Count > 0
            ? (Encoding.UTF8.GetBytes(string.Concat(rows.Where(row => row.Line is not null).Select(row => row.Line + "\n"))), new LedgerHead(rows[0].Sequence, rows[0].Hash))
            : throw LedgerFailures.NotFound(runId);
    }

    private Task<T> UseAsync<T>(string target, Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken) => _server.UseAsync(
        read, (cause, remedy, error) => LedgerFailures.Unreadable(target, cause, remedy + ".", error), cancellationToken);
}
