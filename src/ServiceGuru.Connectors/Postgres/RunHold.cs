using System.Data;
using Npgsql;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>
/// A run's lock, and the connection that holds it: everything that the run's writer does goes over this connection, so what
/// was written proves that the lock was held. Where the connection breaks, it is made anew and the lock is taken again, as
/// long as nobody else has taken the run over meanwhile, which the epoch in the run's row tells.
/// </summary>
internal sealed class RunHold : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly PostgresTimes _times;
    private readonly TimeProvider _time;
    private readonly string _runId;
    private readonly long _key;
    private string? _service;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _over = new();
    private NpgsqlConnection _connection;
    private (int Pid, DateTime Since) _session;
    private GuruException? _end;
    private Task _watch = Task.CompletedTask;

    private RunHold(PostgresServer server, PostgresTimes times, TimeProvider time, string runId, NpgsqlConnection connection)
    {
        _server = server;
        _times = times;
        _time = time;
        _runId = runId;
        _key = LockKey.Of(server.Address.Schema, runId);
        _connection = connection;
    }

    /// <summary>Gets how often the run was taken over, this time included.</summary>
    public long Epoch { get; private set; }

    /// <summary>Gets a token that is cancelled when the lock can't be had back.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes a run's lock.</summary>
    /// <returns>The hold, or null where somebody else has it.</returns>
    public static async Task<RunHold?> TryTakeAsync(PostgresServer server, PostgresTimes times, TimeProvider time, string runId, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await server.OpenOwnAsync(cancellationToken).ConfigureAwait(false);
        RunHold hold = new(server, times, time, runId, connection);
        try
        {
            if (await hold.LockAsync(connection).ConfigureAwait(false))
            {
                return hold;
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        return null;
    }

    /// <summary>Begins to count: from now on the lock is watched, and had back where its connection breaks.</summary>
    public void Begin(long epoch)
    {
        Epoch = epoch;
        _watch = WatchAsync();
    }

    /// <summary>Takes a service, too: on the same connection, so that it is had as long as the run is.</summary>
    /// <returns>Whether it was free.</returns>
    public async Task<bool> TryTakeServiceAsync(string service, CancellationToken cancellationToken)
    {
        bool taken = await UseAsync(
            connection => connection.ScalarAsync<bool>("select pg_try_advisory_lock($1)", CancellationToken.None, ServiceKey(service)), cancellationToken).ConfigureAwait(false);
        _service = taken ? service : null;
        return taken;
    }

    /// <summary>Does something on the run's connection, again where it broke meanwhile and could be had back.</summary>
    /// <param name="work">What; a repetition must look for itself what the first time has done.</param>
    /// <param name="cancellationToken">Ends the waiting for the connection, not the work.</param>
    /// <exception cref="GuruException">Somebody has taken the run over (<c>StaleWriter</c>), or the server did not come back (<c>LedgerUnwritable</c>).</exception>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            long? began = null;
            while (true)
            {
                if (_end is not null)
                {
                    throw new GuruException(_end.Failure, _end);
                }

                try
                {
                    return await work(_connection).ConfigureAwait(false);
                }
                catch (Exception error) when (PostgresFailures.IsBroken(error) || (error is InvalidOperationException && _connection.State != ConnectionState.Open))
                {
                    began ??= _time.GetTimestamp();
                    await RecoverAsync(error, began.Value).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync().ConfigureAwait(false);
        try
        {
            await _watch.ConfigureAwait(false);
        }
        finally
        {
            // However the watch has ended: who keeps the connection keeps the run from everybody else.
            await GiveBackAsync().ConfigureAwait(false);
            _over.Dispose();
        }
    }

    private async Task GiveBackAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_connection.State == ConnectionState.Open)
            {
                // A closed connection gives its locks back a moment later; whoever opens the run next shall not meet it.
                await _connection.ExecuteAsync("select pg_advisory_unlock_all()", CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (PostgresFailures.IsOurs(error))
        {
            // The session is gone, and the lock with it.
        }
        finally
        {
            await _connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(_times.Ping, _time, _over.Token).ConfigureAwait(false);
                await PingAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The run was given back.
        }
        catch (GuruException)
        {
            // The lock is lost, and whoever works on the run has been told by the token.
        }
    }

    private async Task PingAsync()
    {
        try
        {
            await UseAsync(LookAsync, _over.Token).ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // The server refuses the question (out of memory, a right was taken away). It answers on our session, so the session
            // lives and the lock with it; where it has ended the session, the next ping finds that and has the lock back.
        }
    }

    private async Task<bool> LookAsync(NpgsqlConnection connection) =>
        await connection.ScalarAsync<bool>($"select exists (select from pg_locks where pid = pg_backend_pid() and {PostgresLocks.Of("$1")})", CancellationToken.None, _key).ConfigureAwait(false)
            ? true
            : throw new NpgsqlException("The session does not hold the run's lock any more.");

    // A server that comes back and fails again and again has no more patience than one that stays away.
    private async Task RecoverAsync(Exception error, long began)
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        while (_time.GetElapsedTime(began) <= _times.Patience && !_over.IsCancellationRequested)
        {
            try
            {
                if (await TakeAgainAsync().ConfigureAwait(false))
                {
                    return;
                }
            }
            catch (Exception failed) when (PostgresFailures.IsOurs(failed))
            {
                error = failed;
            }

            if (_end is not null)
            {
                return;
            }

            await Task.Delay(_times.Retry, _time, _over.Token).ConfigureAwait(false);
        }

        End(LedgerFailures.CannotGoOn(
            _runId,
            $"The server {_server.Address.Server} was not back within {Documents.Duration.Format(_times.Patience)}: {PostgresFailures.Cause(error)}",
            "Bring the server back",
            error));
    }

    private async Task<bool> TakeAgainAsync()
    {
        NpgsqlConnection connection = await _server.OpenOwnAsync(_over.Token).ConfigureAwait(false);
        try
        {
            // Our former session may linger where only the way to it was cut; nobody else can end it for us.
            await connection.ExecuteAsync(
                "select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start = $2", CancellationToken.None, _session.Pid, _session.Since).ConfigureAwait(false);
            int former = _session.Pid;
            bool locked = await LockAsync(connection).ConfigureAwait(false) && await TakeServiceAgainAsync(connection, former).ConfigureAwait(false);
            List<long> epoch = await connection.ListAsync(
                $"select epoch from \"{_server.Address.Schema}\".runs where id = $1", reader => reader.GetInt64(0), CancellationToken.None, _runId).ConfigureAwait(false);

            // Without an epoch of our own, or a row that has one, nothing was begun that somebody could take over.
            if (Epoch > 0 && epoch.Count > 0 && epoch[0] != Epoch)
            {
                End(LedgerFailures.Stale(_runId));
            }

            if (locked && _end is null)
            {
                _connection = connection;
                return true;
            }
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        await connection.DisposeAsync().ConfigureAwait(false);
        return false;
    }

    // Where another runbook has begun meanwhile, this one must not go on beside it.
    private async Task<bool> TakeServiceAgainAsync(NpgsqlConnection connection, int former)
    {
        if (_service is null || await connection.ScalarAsync<bool>("select pg_try_advisory_lock($1)", CancellationToken.None, ServiceKey(_service)).ConfigureAwait(false))
        {
            return true;
        }

        if (await connection.ScalarAsync<bool>(
            $"select exists (select from pg_locks where pid <> $2 and {PostgresLocks.Of("$1")})", CancellationToken.None, ServiceKey(_service), former).ConfigureAwait(false))
        {
            End(LedgerFailures.ServiceLost(_runId, _service));
        }

        return false;
    }

    // A name that no run's id can have.
    private long ServiceKey(string service) => LockKey.Of(_server.Address.Schema, $"service {service}");

    private async Task<bool> LockAsync(NpgsqlConnection connection)
    {
        if (!await connection.ScalarAsync<bool>("select pg_try_advisory_lock($1)", CancellationToken.None, _key).ConfigureAwait(false))
        {
            return false;
        }

        _session = (await connection.ListAsync(
            "select pid, backend_start from pg_stat_activity where pid = pg_backend_pid()", reader => (reader.GetInt32(0), reader.GetDateTime(1)), CancellationToken.None).ConfigureAwait(false))[0];
        return true;
    }

    private void End(GuruException why)
    {
        _end = why;

        // Whoever listens may go on to use this hold, which is taken now; so nobody waits for them here.
        _ = _lost.CancelAsync();
    }
}
