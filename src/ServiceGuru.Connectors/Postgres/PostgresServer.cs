using Npgsql;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>The way to the server: a small pool for whoever reads and posts, and connections of their own for runs.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly NpgsqlDataSource _pool;
    private readonly NpgsqlDataSource _own;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile bool _ready;

    public PostgresServer(PostgresAddress address, PostgresTimes times, Func<SecretReference, CancellationToken, ValueTask<string>> secrets)
    {
        Address = address;
        _pool = Source(pooled: true, times, secrets);
        _own = Source(pooled: false, times, secrets);
    }

    /// <summary>Gets where it is.</summary>
    public PostgresAddress Address { get; }

    /// <summary>Opens a connection that nobody else uses; disposing it ends its session.</summary>
    public async Task<NpgsqlConnection> OpenOwnAsync(CancellationToken cancellationToken)
    {
        await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
        return await _own.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Does something that may be done twice, on a connection of the pool.</summary>
    /// <param name="work">What.</param>
    /// <param name="otherwise">Makes the failure of what was tried, of a cause and a remedy.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, Func<string, string, Exception, GuruException> otherwise, CancellationToken cancellationToken)
    {
        for (bool again = false; ; again = true)
        {
            try
            {
                await EnsureReadyAsync(cancellationToken).ConfigureAwait(false);
                NpgsqlConnection connection = await _pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    return await work(connection).ConfigureAwait(false);
                }
            }
            catch (Exception error) when (!again && PostgresFailures.IsBroken(error))
            {
                // A restart of the server leaves dead connections in the pool; a new one decides.
                _pool.Clear();
            }
            catch (Exception error) when (PostgresFailures.IsOurs(error))
            {
                throw PostgresFailures.Of(error, Address, otherwise);
            }
        }
    }

    /// <summary>Reads something, also where the ledger's tables are not there; makes none.</summary>
    /// <exception cref="GuruException">The server does not answer, or refuses.</exception>
    public async Task<T> LookAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await _own.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                return await work(connection).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (PostgresFailures.IsOurs(error))
        {
            throw PostgresFailures.Of(error, Address, (cause, remedy, inner) => LedgerFailures.Unreadable(Address.Display, cause, remedy, inner));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync().ConfigureAwait(false);
        await _own.DisposeAsync().ConfigureAwait(false);
        _turn.Dispose();
    }

    private NpgsqlDataSource Source(bool pooled, PostgresTimes times, Func<SecretReference, CancellationToken, ValueTask<string>> secrets)
    {
        NpgsqlDataSourceBuilder builder = new(Address.Connection);
        NpgsqlConnectionStringBuilder words = builder.ConnectionStringBuilder;
        words.Pooling = pooled;
        words.MaxPoolSize = 8;
        words.ConnectionIdleLifetime = 15;
        words.ConnectionPruningInterval = 5;
        words.CommandTimeout = Math.Max(1, (int)times.Statement.TotalSeconds);
        words.Enlist = false;
        words.ApplicationName ??= "ServiceGuru";
        if (Address.Password is { } reference)
        {
            builder.UsePasswordProvider(
                _ => throw new NotSupportedException("Connections are opened asynchronously."),
                async (_, cancellationToken) => await secrets(reference, cancellationToken).ConfigureAwait(false));
        }

        builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException("Connections are opened asynchronously."), CheckAsync);
        return builder.Build();
    }

    // A record that AppendAsync has returned must be there after a crash of the server: neither setting may be off.
    private async Task CheckAsync(NpgsqlConnection connection)
    {
        (string commit, string fsync, string encoding) = (await connection.ListAsync(
            "select current_setting('synchronous_commit'), current_setting('fsync'), current_setting('server_encoding')",
            reader => (reader.GetString(0), reader.GetString(1), reader.GetString(2)),
            CancellationToken.None).ConfigureAwait(false))[0];
        if (commit == "off" || fsync == "off")
        {
            string setting = commit == "off" ? "synchronous_commit" : "fsync";
            throw PostgresFailures.Unsafe(Address, $"{setting} is off: a crash of the server would lose records that count as written.", $"Set {setting} to on, for the server or for the role '{Address.User}'. Nothing was started.");
        }

        if (encoding != "UTF8")
        {
            throw PostgresFailures.Unsafe(Address, $"Its encoding is {encoding}, and records are UTF-8.", "Create the database with encoding UTF8. Nothing was started.");
        }

        // A machine that vanishes must not hold its runs for hours: the server lets go after about half a minute.
        await connection.ExecuteAsync("set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3", CancellationToken.None).ConfigureAwait(false);
    }

    private async Task EnsureReadyAsync(CancellationToken cancellationToken)
    {
        if (_ready)
        {
            return;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_ready)
            {
                NpgsqlConnection connection = await _pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using (connection.ConfigureAwait(false))
                {
                    await PostgresSchema.EnsureAsync(connection, Address, cancellationToken).ConfigureAwait(false);
                }

                _ready = true;
            }
        }
        finally
        {
            _turn.Release();
        }
    }
}
