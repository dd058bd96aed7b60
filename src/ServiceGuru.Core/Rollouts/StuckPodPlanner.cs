using System.Globalization;
using ServiceGuru.Documents;
using ServiceGuru.Health;
using ServiceGuru.Operations;

namespace ServiceGuru.Rollouts;

/// <summary>Finds the pods that should have ended and have not.</summary>
internal sealed class StuckPodPlanner(RemoveStuckPodsRequest request, ClusterSnapshot snapshot, TimeSpan margin, DateTimeOffset now)
{
    public const string Kind = "remove-pod";
    public const string Uid = "uid";
    public const string Owner = "owner";
    public const string Node = "node";
    public const string Deadline = "deadline";

    private readonly ILookup<string, ClusterEvent> _events = snapshot.Events.Where(seen => seen.ObjectKind == "Pod").ToLookup(seen => seen.ObjectName, StringComparer.Ordinal);

    public Plan Plan(string operation)
    {
        List<Change> changes = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        IReadOnlyList<string> names = request.Pods is { } named
            ? [.. named.Distinct(StringComparer.Ordinal)]
            : [.. snapshot.Pods.Where(pod => pod.DeletionDeadline is not null).Select(pod => pod.Name)];
        foreach (string name in names)
        {
            PodState? pod = snapshot.Pods.FirstOrDefault(candidate => candidate.Name == name);
            string? reason = Reason(name, pod);
            if (reason is null)
            {
                changes.Add(ToChange(changes.Count + 1, pod!));
            }
            else if (request.Pods is null)
            {
                notes.Add(new PlanNote($"pod/{name}", reason));
            }
            else
            {
                blockers.Add(Refused(name, pod, reason));
            }
        }

        if (names.Count == 0)
        {
            notes.Add(new PlanNote(request.Environment, "No pod is stuck."));
        }

        return new Plan { Operation = operation, Changes = changes, Notes = notes, Blockers = blockers };
    }

    /// <summary>Why a pod may not be removed by force, or null where it may.</summary>
    private string? Reason(string name, PodState? pod) => pod switch
    {
        null => $"There is no pod {name}.",
        { DeletionDeadline: null } => "It is not being deleted.",
        { DeletionDeadline: { } deadline } when now < deadline + margin => $"It was told to end and may until {Text(deadline)}; it counts as stuck {Duration.Format(margin)} later.",
        { Finalizers.Count: > 0 } => $"A finalizer holds it, which no force removes: {string.Join(", ", pod.Finalizers)}.",
        { Uid: null } => "Its uid is not known.",
        _ => null,
    };

    private Failure Refused(string name, PodState? pod, string reason) => new()
    {
        Id = pod is null ? "PodNotFound" : pod.Finalizers.Count > 0 ? "FinalizerBlocksDeletion" : "PodNotStuck",
        Kind = pod is null ? FailureKind.Usage : FailureKind.Refused,
        Message = $"Pod {name} is not removed by force.",
        Target = $"pod/{name}",
        Cause = reason,
        NextAction = pod is null ? $"Look at what is there: guru pods remove-stuck {request.Environment} --what-if"
            : pod.Finalizers.Count > 0 ? "Let the finalizer's controller finish its work, or mend it."
            : "Wait, and ask again. A pod that is not being deleted is not for this.",
    };

    private Change ToChange(int number, PodState pod)
    {
        string warning = pod.OwnerKind != "StatefulSet" ? string.Empty
            : NodeIsLost(pod)
                ? $". WARNING: node {pod.Node} does not answer; if it is alive after all, two pods named {pod.Name} will run at once. Make sure that it is off"
                : $". The next {pod.Name} starts at once";
        return new Change
        {
            Id = number.ToString(CultureInfo.InvariantCulture),
            Kind = Kind,
            Target = $"pod/{pod.Name}",
            From = pod.Uid,
            Summary = $"Remove pod {pod.Name} by force: it should have ended by {Text(pod.DeletionDeadline!.Value)} on node {pod.Node ?? "?"}{warning}",
            Destructive = true,
            Effect = EffectContract.Convergent,
            Details = new Dictionary<string, string>
            {
                [ImportChange.Environment] = request.Environment,
                [Uid] = pod.Uid!,
                [Owner] = pod.OwnerKind is null ? string.Empty : $"{pod.OwnerKind} {pod.OwnerName}",
                [Node] = pod.Node ?? string.Empty,
                [Deadline] = pod.DeletionDeadline!.Value.ToString("O", CultureInfo.InvariantCulture),
            },
        };
    }

    // Nodes themselves are not ours to read; their controller writes what it thinks of them into the pods.
    private bool NodeIsLost(PodState pod) => pod.Phase == "Unknown" || pod.Reason == "NodeLost"
        || pod.Conditions.Any(condition => condition is { Type: "Ready", Status: "Unknown" })
        || _events[pod.Name].Any(seen => seen.Reason == "NodeNotReady" && seen.LastSeen >= pod.CreatedAt);

    private static string Text(DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z");
}
