using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Queues;

/// <summary>
/// The Celery queues of every namespace. What waits is worked off by the worker pods that run; where they hang, it piles up.
/// Thread-safe.
/// </summary>
internal sealed class TaskQueues(ServiceDefinition service, ObjectStore store, SandboxClock clock, IFaultBoard faults)
{
    private const string Stuck = "queue-stuck";
    private const double TasksByPodAndMinute = 2;
    private const double GrowthByHour = 1;

    // What an outage of some hours leaves behind, and what a quiet day has.
    private static readonly int[] Backlog = [240, 35, 12];
    private static readonly int[] Quiet = [6, 3, 1];

    private readonly Lock gate = new();
    private readonly Dictionary<(string Space, string Queue), double> lengths = [];
    private bool stuck;
    private DateTimeOffset looked;

    /// <summary>Gets the names of the queues.</summary>
    public IReadOnlyList<string> Names => service.Queues?.Names ?? [];

    private IReadOnlyList<string> WorkerNames => service.Queues is { } queues ? [.. queues.Stop.Append(queues.Purge).Append(queues.Inspect).Distinct()] : [];

    /// <summary>Whether there is such a Celery application.</summary>
    public bool Has(string app) => service.Queues?.App == app;

    /// <summary>Gives how many tasks wait; 0 for a queue that nobody knows, as in life.</summary>
    public int Length(string space, string queue)
    {
        lock (gate)
        {
            Advance();
            return (int)lengths.GetValueOrDefault((space, queue));
        }
    }

    /// <summary>Throws away what waits.</summary>
    /// <returns>How many tasks it was.</returns>
    public int Purge(string space, string queue)
    {
        lock (gate)
        {
            Advance();
            int purged = (int)lengths.GetValueOrDefault((space, queue));
            lengths[(space, queue)] = 0;
            return purged;
        }
    }

    /// <summary>Gives the worker pods that answer.</summary>
    public IReadOnlyList<string> Workers(string space) => faults.IsActive("celery-no-reply") ? [] : Pods(space);

    /// <summary>Gives the task that a worker is at, as <c>inspect active</c> tells it, or null.</summary>
    public JsonObject? Running(string space, string pod)
    {
        lock (gate)
        {
            Advance();
            if (stuck || Names.FirstOrDefault(name => lengths.GetValueOrDefault((space, name)) >= 1) is not { } queue)
            {
                return null;
            }

            return new()
            {
                ["id"] = StableHash.Hex($"{space}/{pod}", 32),
                ["name"] = queue.Contains("long", StringComparison.Ordinal) ? "task.run_copr_build_handler" : "task.babysit_copr_build",
                ["args"] = new JsonArray(),
                ["kwargs"] = new JsonObject(),
                ["hostname"] = $"celery@{pod}",
                ["time_start"] = clock.Now.ToUnixTimeMilliseconds() / 1000.0,
                ["acknowledged"] = false,
                ["delivery_info"] = new JsonObject { ["exchange"] = "", ["routing_key"] = queue, ["priority"] = 0, ["redelivered"] = false },
                ["worker_pid"] = 17,
            };
        }
    }

    private IReadOnlyList<string> Pods(string space) =>
    [
        .. store.List(ResourceKinds.Pod, space).Objects
            .Where(pod => !pod.Deleting && WorkerNames.Contains(pod.Controller?.Text("name") ?? ""))
            .Where(pod => pod.Content.Items("status", "containerStatuses").Any(container => container.At("state", "running") is not null))
            .Select(pod => pod.Name).Order(StringComparer.Ordinal),
    ];

    private void Advance()
    {
        DateTimeOffset now = clock.Now;
        TimeSpan passed = looked == default ? TimeSpan.Zero : clock.InLife(now - looked);
        bool first = looked == default;
        looked = now;
        bool hangs = faults.IsActive(Stuck);
        foreach (string space in service.Environments.Values.Select(environment => environment.Namespace).Distinct())
        {
            int pods = Pods(space).Count;
            foreach ((string name, int index) in Names.Select((name, index) => (name, index)))
            {
                double length = first ? Quiet[index % Quiet.Length] : lengths.GetValueOrDefault((space, name));
                if (hangs && !stuck)
                {
                    length += Backlog[index % Backlog.Length];
                }

                lengths[(space, name)] = hangs
                    ? length + (passed.TotalHours * GrowthByHour)
                    : Math.Max(0, length - (passed.TotalMinutes * TasksByPodAndMinute * pods));
            }
        }

        stuck = hangs;
    }
}
