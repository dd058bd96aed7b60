using ServiceGuru.Health;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>How far a workload is on its way to an image, at one look.</summary>
internal sealed record RolloutState
{
    public required WorkloadDefinition Definition { get; init; }

    public WorkloadState? State { get; init; }

    /// <summary>All its pods, also those that end.</summary>
    public required IReadOnlyList<PodState> Pods { get; init; }

    /// <summary>What is left of pods that ended: it runs nothing, and a controller has replaced it already.</summary>
    public required IReadOnlyList<PodState> Remnants { get; init; }

    /// <summary>The pods that run the image and are Ready.</summary>
    public required int Ready { get; init; }

    /// <summary>The pods that run something else, or end.</summary>
    public required int Old { get; init; }

    /// <summary>Whether the controller has seen the newest template, and the template names the image (or only a tag).</summary>
    public required bool TemplateIsNew { get; init; }

    /// <summary>Whether every pod runs the image and is Ready, and no other one is left.</summary>
    public bool IsDone => State is { } state && TemplateIsNew
        && Ready >= state.Desired && Old == 0 && Pods.Count == Ready
        && state.Updated >= state.Desired && state.Ready >= state.Desired && state.Current == state.Desired;

    public static RolloutState Of(WorkloadDefinition definition, IReadOnlySet<string> digests, SnapshotIndex index)
    {
        WorkloadState? state = index.Workload(definition);

        ILookup<bool, PodState> all = index.Pods(definition).ToLookup(pod => pod.DeletionDeadline is null && pod.Phase is "Failed" or "Succeeded");
        List<PodState> pods = [.. all[false]];
        string? template = state is null ? null : WorkloadImage.Digest(WorkloadImage.InTemplate(definition, state));
        return new RolloutState
        {
            Definition = definition,
            State = state,
            Pods = pods,
            Remnants = [.. all[true]],
            Ready = pods.Count(pod => pod is { Ready: true, DeletionDeadline: null } && WorkloadImage.Runs(definition, pod, digests)),
            Old = pods.Count(pod => pod.DeletionDeadline is not null || !WorkloadImage.Runs(definition, pod, digests)),
            TemplateIsNew = state is not null && state.ObservedGeneration >= state.Generation && (template is null || digests.Contains(template)),
        };
    }

    /// <summary>Says where it stands, one line.</summary>
    public string Describe(string? digest)
    {
        string name = WorkloadNames.Of(Definition);
        if (State is not { } state)
        {
            return $"{name}: not in the cluster";
        }

        string old = Old == 0 ? string.Empty : Old == 1 ? "; 1 old pod is left" : $"; {Old} old pods are left";
        string template = TemplateIsNew ? string.Empty : "; its template has not followed yet";
        return $"{name}: {Ready} of {state.Desired} pods run {ImportChange.Short(digest)} and are Ready{old}{template}";
    }
}
