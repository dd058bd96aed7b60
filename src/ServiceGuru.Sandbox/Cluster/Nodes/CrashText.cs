namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>What the service's programs write before they die, after real logs of the programs that Packit runs.</summary>
internal static class CrashText
{
    /// <summary>A program that is killed has no last words.</summary>
    public static IReadOnlyList<string> Nothing(DateTimeOffset now) => [];

    /// <summary>A worker that can't reach its broker and gives up.</summary>
    public static IReadOnlyList<string> NoBroker(DateTimeOffset now) => LogText.Crash(now);

    /// <summary>A worker that waits for its database and answers nobody.</summary>
    public static IReadOnlyList<string> Hangs(DateTimeOffset now) =>
        [$"[{Celery(now)}: WARNING/MainProcess] Substantial drift from celery@packit-worker-short-running-0 may mean clocks are out of sync."];

    /// <summary>A worker whose broker has no room left on its volume (packit/deployment#686).</summary>
    public static IReadOnlyList<string> BrokerRefusesWrites(DateTimeOffset now) =>
    [
        $"[{Celery(now)}: CRITICAL/MainProcess] Unrecoverable error: ResponseError(\"MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to persist to disk.\")",
        "Traceback (most recent call last):",
        "  File \"/usr/lib/python3.13/site-packages/celery/worker/worker.py\", line 202, in start",
        "    self.blueprint.start(self)",
        "redis.exceptions.ResponseError: MISCONF Valkey is configured to save RDB snapshots, but it's currently unable to persist to disk. "
            + "Commands that may modify the data set are disabled, because this instance is configured to report errors during writes if RDB snapshotting fails "
            + "(stop-writes-on-bgsave-error option). Please check the Valkey logs for details about the RDB error.",
    ];

    /// <summary>The broker itself, which goes on running.</summary>
    public static IReadOnlyList<string> NoSpace(DateTimeOffset now)
    {
        var time = now.UtcDateTime.ToString("dd MMM yyyy HH:mm:ss.fff", null);
        return
        [
            $"1:M {time} * 1 changes in 3600 seconds. Saving...",
            $"67:C {time} # Write error while saving DB to the disk(rdbSaveRio): No space left on device",
            $"1:M {time} # Background saving error",
        ];
    }

    /// <summary>The API's start script, whose seventh try to migrate the database failed as well.</summary>
    public static IReadOnlyList<string> Migration(DateTimeOffset now) =>
    [
        "+ alembic-3 upgrade head",
        "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.",
        "INFO  [alembic.runtime.migration] Will assume transactional DDL.",
        "ERROR [alembic.util.messaging] Multiple head revisions are present for given argument 'head'; please specify a specific target revision, "
            + "'<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
        "+ n=7",
        "+ sleep 2",
        "+ [[ 7 -eq 7 ]]",
        "+ echo 'Migration failed after 7 attempts. Exiting.'",
        "Migration failed after 7 attempts. Exiting.",
        "+ exit 1",
    ];

    /// <summary>A script that talks to the cluster with a token that is no longer good.</summary>
    public static IReadOnlyList<string> TokenExpired(DateTimeOffset now) => ["error: You must be logged in to the server (Unauthorized)"];

    private static string Celery(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss,fff", null);
}
