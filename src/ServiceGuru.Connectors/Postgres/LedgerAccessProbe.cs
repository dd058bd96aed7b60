using Npgsql;
using ServiceGuru.Access;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Postgres;

/// <summary>Whether the ledger's tables are there and may be written (has_table_privilege, https://www.postgresql.org/docs/15/functions-info.html); creates nothing.</summary>
internal sealed class LedgerAccessProbe(PostgresLedger ledger) : IAccessProbe
{
    private const string Right = "read and write runs";

    private const string Question =
        """
        select exists (select from pg_namespace where nspname = $1) as schema_there,
          coalesce((select bool_and(has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert') and (c.relname <> 'runs' or has_table_privilege(c.oid, 'update')))
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname in ('runs', 'records', 'requests', 'progress')), false) as may_write,
          (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = $1 and c.relname in ('runs', 'records', 'requests', 'progress')) = 4 as tables_there,
          coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = $1), false) as may_make_tables,
          has_database_privilege(current_database(), 'create') as may_make_schema
        """;

    /// <inheritdoc/>
    public AccessSubject Subject { get; } = new(AccessSystems.PostgreSql, ledger.Address.Display);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AccessCheck>> CheckAsync(CancellationToken cancellationToken) => [await Subject.AskAsync(Right, () => ledger.LookAsync(LookAsync, cancellationToken)).ConfigureAwait(false)];

    private async Task<AccessCheck> LookAsync(NpgsqlConnection connection)
    {
        string schema = ledger.Address.Schema;
        (bool there, bool writes, bool complete, bool makesTables, bool makesSchema) = (await connection.ListAsync(
            Question,
            row => (row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4)),
            CancellationToken.None,
            schema).ConfigureAwait(false))[0];
        string next = $"Give the role '{ledger.Address.User}' its rights on schema {schema}, see docs/operating.md, PostgreSQL.";
        return complete && writes ? Subject.Ok(Right)
            : complete ? Subject.Missing(Right, $"The tables in schema {schema} are there, and '{ledger.Address.User}' may not write them.", next)
            : there && makesTables ? Subject.Ok(Right, $"the tables in schema {schema} are made by the first run")
            : !there && makesSchema ? Subject.Ok(Right, $"schema {schema} is made by the first run")
            : Subject.Missing(Right, there ? $"Schema {schema} has no tables, and '{ledger.Address.User}' may make none." : $"There is no schema {schema}, and '{ledger.Address.User}' may make none.", next);
    }
}
