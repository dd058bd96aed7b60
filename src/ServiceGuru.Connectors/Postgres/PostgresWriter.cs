using System.Text;
using System.Text.Json;
using Npgsql;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>Appends to a run in PostgreSQL: one statement, and so one transaction, a record.</summary>
internal sealed class PostgresWriter : IRunWriter
{
    private const int ProgressKept = 500;

    private readonly PostgresServer _server;
    private readonly RunHold _hold;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly string _schema;
    private RunState? _state;
    private string _hash;
    private int _told;

    public PostgresWriter(PostgresServer server, RunHold hold, TimeProvider time, string runId, RunState? state, string hash)
    {
        _server = server;
        _hold = hold;
        _time = time;
        _runId = runId;
        _schema = $"\"{server.Address.Schema}\"";
        _state = state;
        _hash = hash;
    }

    /// <inheritdoc/>
    public RunState State => _state ?? throw new InvalidOperationException("The run has no first record yet.");

    /// <inheritdoc/>
    public CancellationToken Lost => _hold.Lost;

    /// <inheritdoc/>
    public async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken) =>
        (await AppendAsync([runEvent], cancellationToken).ConfigureAwait(false))[0].Record;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AppendedRecord>> AppendAsync(IReadOnlyList<RunEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendedRecord[] appended = new AppendedRecord[events.Count];
        string[] lines = new string[events.Count];
        RunState? next = _state;
        string hash = _hash;
        for (int index = 0; index < events.Count; index++)
        {
            // The transition is checked before the record is written: a ledger never holds a record that does not fit.
            LedgerRecord record = new((next?.Sequence ?? 0) + 1, _time.GetUtcNow(), events[index]);
            next = next is null ? RunTransitions.Begin(_runId, record) : RunTransitions.Apply(next, record);
            byte[] line = LedgerFormat.Write(record, hash, out hash);
            lines[index] = Encoding.UTF8.GetString(line, 0, line.Length - 1);
            appended[index] = new AppendedRecord(record, next);
        }

        if (events.Count > 0)
        {
            await WriteAsync(next!, lines, hash, cancellationToken).ConfigureAwait(false);
            _state = next;
            _hash = hash;
        }

        return appended;
    }

    /// <inheritdoc/>
    public Task TakeServiceAsync(CancellationToken cancellationToken) => TakeServiceAsync(State.Created, cancellationToken);

    /// <summary>Takes the service of the run that is about to begin.</summary>
    public async Task TakeServiceAsync(RunCreated created, CancellationToken cancellationToken)
    {
        if (created.IsAlone && !await TryAsync(() => _hold.TryTakeServiceAsync(created.Service, cancellationToken)).ConfigureAwait(false))
        {
            throw LedgerFailures.AnotherBegins(created.Service);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PostedRequest>> ReadRequestsAsync(CancellationToken cancellationToken) => await TryAsync(
        () => _hold.UseAsync(
            connection => connection.ListAsync(
                $"select number, content from {_schema}.requests where run = $1 order by number",
                reader => new PostedRequest(reader.GetInt64(0).ToString("D19"), RequestFormat.Read(Encoding.UTF8.GetBytes(reader.GetString(1)))),
                CancellationToken.None,
                _runId),
            cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task RemoveRequestAsync(string id, CancellationToken cancellationToken) => await TryAsync(
        () => _hold.UseAsync(
            connection => connection.ExecuteAsync(
                $"delete from {_schema}.requests where run = $1 and number = $2 and exists (select from {_schema}.runs where id = $1 and epoch = $3)",
                CancellationToken.None,
                _runId,
                long.Parse(id, System.Globalization.CultureInfo.InvariantCulture),
                _hold.Epoch),
            cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task TellAsync(IReadOnlyList<ProgressLine> lines, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        string[] texts = [.. lines.Select(line => JsonSerializer.Serialize(line, LedgerJson.Options))];
        _told += lines.Count;
        bool trim = _told >= ProgressKept;
        _told = trim ? 0 : _told;
        try
        {
            await _hold.UseAsync(
                async connection =>
                {
                    await connection.ExecuteAsync($"insert into {_schema}.progress (run, line) select $1, unnest($2)", CancellationToken.None, _runId, texts).ConfigureAwait(false);
                    return trim ? await connection.ExecuteAsync(
                        $"delete from {_schema}.progress where run = $1 and number <= (select number from {_schema}.progress where run = $1 order by number desc offset $2 limit 1)",
                        CancellationToken.None,
                        _runId,
                        ProgressKept).ConfigureAwait(false) : 0;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException)
        {
            // Progress is for watching only: a full disk ends the run at its next record, with words, and not here.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _hold.DisposeAsync();

    // A statement whose answer got lost is looked for before it counts as refused: it may have been carried out the first time.
    private async Task WriteAsync(RunState next, string[] lines, string hash, CancellationToken cancellationToken)
    {
        long[] sequences = [.. lines.Select((_, index) => next.Sequence - lines.Length + 1 + index)];
        bool written = await TryAsync(() => _hold.UseAsync(
            async connection =>
            {
                int rows = _state is null
                    ? await InsertRunAsync(connection, next, sequences, lines, hash).ConfigureAwait(false)
                    : await InsertAsync(connection, next, sequences, lines, hash).ConfigureAwait(false);
                return rows == lines.Length || await AreThereAsync(connection, sequences, lines).ConfigureAwait(false);
            },
            cancellationToken)).ConfigureAwait(false);
        if (!written)
        {
            throw _state is null
                ? LedgerFailures.CannotBegin(_server.Address.Display, $"There is a run {_runId} already.", "Start another run", new InvalidOperationException())
                : LedgerFailures.Stale(_runId);
        }
    }

    private Task<int> InsertRunAsync(NpgsqlConnection connection, RunState state, long[] sequences, string[] lines, string hash) => connection.ExecuteAsync(
        $"""
        with run as (
          insert into {_schema}.runs (id, parent, lock, epoch, sequence, hash, service, runbook, started_by, status, started_at, updated_at)
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (id) do nothing returning id)
        insert into {_schema}.records (run, sequence, line) select id, one.sequence, one.line from run, unnest($13, $14) as one (sequence, line)
        """,
        CancellationToken.None,
        _runId,
        RunIds.ParentOf(_runId) ?? (object)DBNull.Value,
        LockKey.Of(_server.Address.Schema, _runId),
        _hold.Epoch,
        state.Sequence,
        hash,
        state.Created.Service,
        state.Created.Runbook,
        state.Created.By,
        Name(state.Status),
        state.StartedAt.ToUniversalTime(),
        state.UpdatedAt.ToUniversalTime(),
        sequences,
        lines);

    // The row is locked by the update, and read anew where somebody else had it: of two writers only one finds it as it expects it.
    private Task<int> InsertAsync(NpgsqlConnection connection, RunState state, long[] sequences, string[] lines, string hash) => connection.ExecuteAsync(
        $"""
        with run as (
          update {_schema}.runs set sequence = $3, hash = $4, status = $5, updated_at = $6
          where id = $1 and epoch = $2 and sequence = $7 and hash = $8 returning id)
        insert into {_schema}.records (run, sequence, line) select id, one.sequence, one.line from run, unnest($9, $10) as one (sequence, line)
        """,
        CancellationToken.None,
        _runId,
        _hold.Epoch,
        state.Sequence,
        hash,
        Name(state.Status),
        state.UpdatedAt.ToUniversalTime(),
        sequences[0] - 1,
        _hash,
        sequences,
        lines);

    // Under our epoch only: a record that is there, in a run that somebody has taken over since, must not let us go on.
    private Task<bool> AreThereAsync(NpgsqlConnection connection, long[] sequences, string[] lines) => connection.ScalarAsync<bool>(
        $"""
        select count(*) = $3 from {_schema}.runs join {_schema}.records on run = id
        join unnest($4, $5) as one (sequence, line) on one.sequence = records.sequence and one.line = records.line
        where id = $1 and epoch = $2
        """,
        CancellationToken.None,
        _runId,
        _hold.Epoch,
        lines.Length,
        sequences,
        lines);

    private async Task<T> TryAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not GuruException && PostgresFailures.IsOurs(error))
        {
            throw PostgresFailures.Of(error, _server.Address, (cause, remedy, inner) => _state is null
                ? LedgerFailures.CannotBegin(_server.Address.Display, cause, remedy, inner)
                : LedgerFailures.CannotGoOn(_runId, cause, remedy, inner));
        }
    }

    private static string Name(RunStatus status) => status.ToString().ToLowerInvariant();
}
