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
    public async ValueTask<LedgerRecord> AppendAsync(RunEvent runEvent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LedgerRecord record = new((_state?.Sequence ?? 0) + 1, _time.GetUtcNow(), runEvent);

        // The transition is checked before the record is written: a ledger never holds a record that does not fit.
        RunState next = _state is null ? RunTransitions.Begin(_runId, record) : RunTransitions.Apply(_state, record);
        byte[] bytes = LedgerFormat.Write(record, _hash, out string hash);
        string line = Encoding.UTF8.GetString(bytes, 0, bytes.Length - 1);
        await WriteAsync(connection => _state is null ? InsertRunAsync(connection, next, line, hash) : InsertAsync(connection, next, line, hash), record.Sequence, line, cancellationToken).ConfigureAwait(false);
        _state = next;
        _hash = hash;
        return record;
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
    private async Task WriteAsync(Func<NpgsqlConnection, Task<int>> write, long sequence, string line, CancellationToken cancellationToken)
    {
        bool written = await TryAsync(() => _hold.UseAsync(
            async connection => await write(connection).ConfigureAwait(false) == 1 || await IsThereAsync(connection, sequence, line).ConfigureAwait(false), cancellationToken)).ConfigureAwait(false);
        if (!written)
        {
            throw _state is null
                ? LedgerFailures.CannotBegin(_server.Address.Display, $"There is a run {_runId} already.", "Start another run", new InvalidOperationException())
                : LedgerFailures.Stale(_runId);
        }
    }

    private Task<int> InsertRunAsync(NpgsqlConnection connection, RunState state, string line, string hash) => connection.ExecuteAsync(
        $"""
        with run as (
          insert into {_schema}.runs (id, parent, lock, epoch, sequence, hash, service, runbook, started_by, status, started_at, updated_at)
          values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, $10, $10) on conflict (id) do nothing returning id)
        insert into {_schema}.records (run, sequence, line) select id, 1, $11 from run
        """,
        CancellationToken.None,
        _runId,
        RunIds.ParentOf(_runId) ?? (object)DBNull.Value,
        LockKey.Of(_server.Address.Schema, _runId),
        _hold.Epoch,
        hash,
        state.Created.Service,
        state.Created.Runbook,
        state.Created.By,
        Name(state.Status),
        state.StartedAt.ToUniversalTime(),
        line);

    // The row is locked by the update, and read anew where somebody else had it: of two writers only one finds it as it expects it.
    private Task<int> InsertAsync(NpgsqlConnection connection, RunState state, string line, string hash) => connection.ExecuteAsync(
        $"""
        with run as (
          update {_schema}.runs set sequence = $3, hash = $4, status = $5, updated_at = $6
          where id = $1 and epoch = $2 and sequence = $3 - 1 and hash = $7 returning id)
        insert into {_schema}.records (run, sequence, line) select id, $3, $8 from run
        """,
        CancellationToken.None,
        _runId,
        _hold.Epoch,
        state.Sequence,
        hash,
        Name(state.Status),
        state.UpdatedAt.ToUniversalTime(),
        _hash,
        line);

    private Task<bool> IsThereAsync(NpgsqlConnection connection, long sequence, string line) => connection.ScalarAsync<bool>(
        $"select exists (select from {_schema}.runs join {_schema}.records on run = id where id = $1 and epoch = $2 and records.sequence = $3 and line = $4)",
        CancellationToken.None,
        _runId,
        _hold.Epoch,
        sequence,
        line);

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
