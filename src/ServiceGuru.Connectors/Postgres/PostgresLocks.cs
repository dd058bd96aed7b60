namespace ServiceGuru.Connectors.Postgres;

/// <summary>How the server lists advisory locks of one 64-bit key (https://www.postgresql.org/docs/15/view-pg-locks.html).</summary>
internal static class PostgresLocks
{
    /// <summary>The key of a row of <c>pg_locks</c>.</summary>
    public const string Key = "((classid::bigint << 32) | objid::bigint)";

    /// <summary>The rows that are held locks of this database, with one key.</summary>
    public const string Ours = "locktype = 'advisory' and objsubid = 1 and granted and database = (select oid from pg_database where datname = current_database())";

    /// <summary>The rows that are one lock.</summary>
    public static string Of(string key) => $"{Ours} and {Key} = {key}";
}
