using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Judges what was read of the queues.</summary>
internal static class QueueReports
{
    /// <summary>Makes the report.</summary>
    public static QueueReport Of(
        string environment, OperationContext context, IReadOnlyDictionary<string, int> lengths, InspectAnswer? active, InspectAnswer? reserved, InspectAnswer? scheduled)
    {
        QueuesDefinition queues = context.Service.Queues!;
        List<QueueState> states =
        [
            .. queues.Names.Select(name => new QueueState
            {
                Environment = environment,
                Name = name,
                Waiting = lengths[name],
                Active = Count(active, name),
                Reserved = Count(reserved, name),
                Scheduled = Count(scheduled, name),
                OldestActive = active?.Tasks.Where(task => task.Queue == name).Min(task => task.Since),
            }),
        ];
        return new QueueReport
        {
            Environment = environment,
            CheckedAt = context.Time.GetUtcNow(),
            Queues = states,
            Workers = active?.Workers ?? [],
            Problems = [.. Problems(environment, queues, states, active)],
        };
    }

    private static int? Count(InspectAnswer? answer, string queue) => answer?.Tasks.Count(task => task.Queue == queue);

    private static IEnumerable<Failure> Problems(string environment, QueuesDefinition queues, IReadOnlyList<QueueState> states, InspectAnswer? active)
    {
        string[] evidence = [.. states.Select(state => $"{state.Name}: {state.Waiting} waiting, {state.Active?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"} active")];
        if (active is null)
        {
            yield return new Failure
            {
                Id = "WorkersDoNotReply",
                Message = $"No worker of {environment} replied to Celery.",
                Target = environment,
                Cause = "No nodes replied within time constraint.",
                Evidence = evidence,
                NextAction = $"See whether the workers run and reach valkey (guru health check {environment}); if they do, restart them: oc rollout restart statefulset/{queues.Inspect}",
                Transient = true,
            };
        }

        foreach (QueueState state in states.Where(state => state.Waiting > queues.Backlog))
        {
            bool stuck = active is { Tasks.Count: 0 };
            yield return new Failure
            {
                Id = stuck ? "QueueStuck" : "QueueBacklog",
                Message = $"{state.Waiting} tasks wait in {state.Name} of {environment}{(stuck ? ", and no worker is at any" : string.Empty)}; up to {queues.Backlog} are normal.",
                Target = $"{environment}/{state.Name}",
                Evidence = evidence,
                NextAction = stuck
                    ? $"See why the workers take nothing (logs of {queues.Inspect}, health of valkey). What is stale can be thrown away: guru queues clear {environment} (PowerShell: Clear-TaskQueue {environment})."
                    : $"Look again in some minutes whether it gets less. What is stale can be thrown away: guru queues clear {environment} (PowerShell: Clear-TaskQueue {environment}).",
            };
        }
    }
}
