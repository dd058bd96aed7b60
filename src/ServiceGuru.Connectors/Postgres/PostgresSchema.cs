using Npgsql;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>The ledger's tables: made and brought up to date by whoever comes first, under a lock.</summary>
internal static class PostgresSchema
{
    // Each step brings the schema from the version before to its own; a step that was released is never edited.
    private static readonly string[] Steps =
    [
        """
        create table "{schema}".runs (
          id text collate "C" primary key,
          parent text collate "C" references "{schema}".runs on delete cascade,
          lock bigint not null,
          epoch bigint not null,
          sequence bigint not null,
          hash text not null,
          service text not null,
          runbook text not null,
          started_by text not null,
          status text not null,
          started_at timestamptz not null,
          updated_at timestamptz not null
        ) with (fillfactor = 70);
        create index runs_top on "{schema}".runs (id desc) where parent is null;
        create index runs_service on "{schema}".runs (service, id desc) where parent is null;
        create index runs_parent on "{schema}".runs (parent, id) where parent is not null;
        create index runs_lock on "{schema}".runs (lock);
        create table "{schema}".records (
          run text collate "C" not null references "{schema}".runs on delete cascade,
          sequence bigint not null,
          line text not null,
          primary key (run, sequence)
        );
        create table "{schema}".requests (
          number bigint generated always as identity primary key,
          run text collate "C" not null references "{schema}".runs on delete cascade,
          token uuid not null unique,
          posted_at timestamptz not null default now(),
          content text not null
        );
        create index requests_run on "{schema}".requests (run, number);
        create table "{schema}".progress (
          run text collate "C" not null references "{schema}".runs on delete cascade,
          number bigint generated always as identity,
          line text not null,
          primary key (run, number)
        );
        """,
    ];

    /// <summary>Gets the version that this program writes.</summary>
    public static int Version => Steps.Length;

    /// <summary>Makes sure that the schema has this program's version.</summary>
    /// <exception cref="Operations.GuruException">It has a later one (<c>LedgerTooNew</c>).</exception>
    public static async Task EnsureAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken)
    {
        if (await ReadVersionAsync(connection, address, cancellationToken).ConfigureAwait(false) == Version)
        {
            return;
        }

        NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", cancellationToken, LockKey.Of(address.Schema, "schema")).ConfigureAwait(false);
            int found = await ReadVersionAsync(connection, address, cancellationToken).ConfigureAwait(false);
            if (found == 0)
            {
                // "if not exists" would ask for the right to create schemas even where an administrator has made it.
                if (!await connection.ScalarAsync<bool>("select exists (select from pg_namespace where nspname = $1)", cancellationToken, address.Schema).ConfigureAwait(false))
                {
                    await connection.ExecuteAsync($"create schema \"{address.Schema}\"", cancellationToken).ConfigureAwait(false);
                }

                await connection.ExecuteAsync($"create table \"{address.Schema}\".version (number integer not null)", cancellationToken).ConfigureAwait(false);
                await connection.ExecuteAsync($"insert into \"{address.Schema}\".version values (0)", cancellationToken).ConfigureAwait(false);
            }

            for (int step = found; step < Version; step++)
            {
                await connection.ExecuteAsync(Steps[step].Replace("{schema}", address.Schema, StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
            }

            await connection.ExecuteAsync($"update \"{address.Schema}\".version set number = $1", cancellationToken, Version).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, PostgresAddress address, CancellationToken cancellationToken)
    {
        bool there = await connection.ScalarAsync<bool>(
            "select exists (select from pg_tables where schemaname = $1 and tablename = 'version')", cancellationToken, address.Schema).ConfigureAwait(false);
        int version = there ? await connection.ScalarAsync<int>($"select number from \"{address.Schema}\".version", cancellationToken).ConfigureAwait(false) : 0;
        return version <= Version ? version : throw PostgresFailures.TooNew(address, version, Version);
    }
}
