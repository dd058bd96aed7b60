namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>What the service's programs write, after the programs that Packit runs.</summary>
internal static class LogText
{
    /// <summary>The line of an init container that waits for the database.</summary>
    public static IReadOnlyList<string> Waiting { get; } = ["postgres:5432 - no response"];

    /// <summary>The lines of a program that has started and serves.</summary>
    /// <param name="component">The workload's name.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="now">The time in the lines.</param>
    public static IReadOnlyList<string> Serving(string component, string pod, DateTimeOffset now)
    {
        var celery = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss,fff", null);
        if (component.EndsWith("beat", StringComparison.Ordinal))
        {
            return
            [
                "celery beat v5.4.0 (opalescent) is starting.",
                $"[{celery}: INFO/MainProcess] beat: Starting...",
                $"[{celery}: INFO/MainProcess] Scheduler: Sending due task task.check_pending_copr_builds",
            ];
        }

        if (component.Contains("worker", StringComparison.Ordinal))
        {
            return
            [
                $"[{celery}: INFO/MainProcess] Connected to redis://valkey:6379/0",
                $"[{celery}: INFO/MainProcess] mingle: searching for neighbors",
                $"[{celery}: INFO/MainProcess] mingle: sync complete",
                $"[{celery}: INFO/MainProcess] celery@{pod} ready.",
            ];
        }

        return component switch
        {
            _ when component.StartsWith("postgres", StringComparison.Ordinal) =>
                [$"{celery} UTC [1] LOG:  database system is ready to accept connections"],
            "valkey" or "redis" or "redict" => [$"1:M {now.UtcDateTime.ToString("dd MMM yyyy HH:mm:ss.fff", null)} * Ready to accept connections tcp"],
            "nginx" or "packit-dashboard" => [$"{now.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", null)} [notice] 1#1: start worker processes"],
            "pushgateway" => [$"{now.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", null)} API server listening on :9091"],
            "flower" => [$"[I {now.UtcDateTime.ToString("yyMMdd HH:mm:ss", null)} command:168] Visit me at http://0.0.0.0:5555"],
            _ when component.EndsWith("fedmsg", StringComparison.Ordinal) =>
                [$"[{celery} fedora_messaging.twisted.protocol INFO] Successfully registered AMQP consumer"],
            _ =>
            [
                "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.",
                "INFO  [alembic.runtime.migration] Will assume transactional DDL.",
                $"[{celery}] [mpm_event:notice] [pid 1:tid 1] AH00489: Apache/2.4.62 (Fedora Linux) mod_wsgi/5.0.2 configured -- resuming normal operations",
            ],
        };
    }

    /// <summary>The lines of a program that is told to stop.</summary>
    public static IReadOnlyList<string> Stopping(string component) => component.Contains("worker", StringComparison.Ordinal)
        ? ["worker: Warm shutdown (MainProcess)"]
        : ["received SIGTERM, shutting down"];

    /// <summary>The lines of a worker that can't reach its broker and gives up.</summary>
    public static IReadOnlyList<string> Crash(DateTimeOffset now)
    {
        var celery = now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss,fff", null);
        return
        [
            "+ exec celery --app=packit_service.worker.tasks worker --loglevel=INFO --queues=short-running",
            "INFO  [alembic.runtime.migration] Context impl PostgresqlImpl.",
            $"[{celery}: CRITICAL/MainProcess] Unrecoverable error: ConnectionError('Error 111 connecting to valkey:6379. Connection refused.')",
            "Traceback (most recent call last):",
            "  File \"/usr/lib/python3.13/site-packages/redis/connection.py\", line 363, in connect",
            "    sock = self.retry.call_with_retry(",
            "  File \"/usr/lib/python3.13/site-packages/redis/retry.py\", line 62, in call_with_retry",
            "    return do()",
            "ConnectionRefusedError: [Errno 111] Connection refused",
            "During handling of the above exception, another exception occurred:",
            "Traceback (most recent call last):",
            "  File \"/usr/lib/python3.13/site-packages/celery/worker/worker.py\", line 202, in start",
            "    self.blueprint.start(self)",
            "redis.exceptions.ConnectionError: Error 111 connecting to valkey:6379. Connection refused.",
        ];
    }
}
