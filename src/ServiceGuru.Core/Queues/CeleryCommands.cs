using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>The commands of the team's procedure (https://packit.dev/deployment/celery_queues), and one that counts what waits.</summary>
internal static class CeleryCommands
{
    // Asks the broker through Celery's own connection, whatever the broker is. A queue without tasks does not exist in Redis.
    private const string LengthsText = """
        # serviceguru: queue-lengths
        import json, sys
        from celery.app.utils import find_app
        lengths = {}
        with find_app(sys.argv[1]).connection_for_read() as connection:
            for name in sys.argv[2:]:
                try:
                    lengths[name] = connection.default_channel.queue_declare(queue=name, passive=True).message_count
                except connection.channel_errors as error:
                    if "NOT_FOUND" not in str(error):
                        raise
                    lengths[name] = 0
        print(json.dumps(lengths))
        """;

    /// <summary>Counts what waits.</summary>
    public static IReadOnlyList<string> Lengths(QueuesDefinition queues) => ["python3", "-c", LengthsText, queues.App, .. queues.Names];

    /// <summary>Asks the workers: <c>active</c>, <c>reserved</c> or <c>scheduled</c>.</summary>
    public static IReadOnlyList<string> Inspect(QueuesDefinition queues, string what) =>
        ["celery", "-A", queues.App, "inspect", what, "--json", "--timeout", queues.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)];

    /// <summary>Throws away what waits; -f since nobody is there to answer its question, which was asked before.</summary>
    public static IReadOnlyList<string> Purge(QueuesDefinition queues, IEnumerable<string> names) =>
        ["celery", "-A", queues.App, "purge", "-f", "-Q", string.Join(',', names)];
}
