using SQLitePCL;

namespace ServiceGuru.Benchmarks;

/// <summary>What the best-known alternative would cost: a table in SQLite, WAL, <c>synchronous=FULL</c>, one commit a call.</summary>
internal sealed class SqliteLog : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;

    public SqliteLog(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out _database));
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE record (seq INTEGER PRIMARY KEY, line TEXT NOT NULL)");
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO record (line) VALUES (?1)", out _insert));
    }

    /// <summary>Appends lines in one transaction, durable when it returns.</summary>
    public void Append(string line, int count)
    {
        Execute("BEGIN");
        for (int index = 0; index < count; index++)
        {
            Check(raw.sqlite3_bind_text(_insert, 1, line));
            Check(raw.sqlite3_step(_insert), raw.SQLITE_DONE);
            Check(raw.sqlite3_reset(_insert));
        }

        Execute("COMMIT");
    }

    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Check(int code, int wanted = raw.SQLITE_OK)
    {
        if (code != wanted)
        {
            throw new InvalidOperationException($"SQLite says {code}.");
        }
    }
}
