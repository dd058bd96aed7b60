using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Makes pods go that hang on an image which is not to be had, or is not theirs any more. A StatefulSet waits for ever
/// for such a pod, also when its template has been mended (kubernetes#67250); of a Deployment only those hang whose
/// pull backs off, for up to five minutes between two tries.
/// </summary>
internal static class PodRelease
{
    public const string Kind = "release-pods";

    private const string Workload = "workload";
    private const string Digests = "digests";
    private const string Uids = "uids";
    private const string Pods = "pods";

    private static readonly IReadOnlyList<string> PullReasons = ["ErrImagePull", "ImagePullBackOff", "RegistryUnavailable", "ImageInspectError"];

    /// <summary>Plans it for the workloads of a stream of which pods hang now.</summary>
    /// <param name="environment">The environment's name.</param>
    /// <param name="workloads">The workloads.</param>
    /// <param name="digests">What they are to run; empty where nobody knows yet.</param>
    /// <param name="index">The cluster.</param>
    public static IEnumerable<Change> Plan(string environment, IEnumerable<WorkloadDefinition> workloads, IReadOnlyList<string> digests, SnapshotIndex index)
    {
        HashSet<string> wanted = [.. digests];
        foreach (WorkloadDefinition workload in workloads)
        {
            List<PodState> pods = [.. index.Pods(workload).Where(pod => Hangs(workload, pod, wanted))];
            if (pods.Count == 0)
            {
                continue;
            }

            string names = string.Join(", ", pods.Select(pod => pod.Name));
            yield return new Change
            {
                Id = string.Empty,
                Kind = Kind,
                Target = WorkloadNames.Of(workload),
                Summary = $"Delete {(pods.Count == 1 ? "pod" : "pods")} {names} so that {WorkloadNames.Of(workload)} makes {(pods.Count == 1 ? "it" : "them")} anew: {Why(workload, pods[0])}",
                Destructive = true,
                Effect = EffectContract.Convergent,
                Details = new Dictionary<string, string>
                {
                    [ImportChange.Environment] = environment,
                    [Workload] = workload.Name,
                    [Digests] = string.Join(' ', digests),
                    [Uids] = string.Join(' ', pods.Select(pod => pod.Uid)),
                },
            };
        }
    }

    /// <summary>Waits until the workload's template names the image that it should, then deletes what hangs.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        ICluster cluster = Cluster(change, context);
        WorkloadDefinition workload = context.Service.Workloads.First(candidate => candidate.Name == change.Details[Workload]);
        HashSet<string> wanted = [.. change.Details[Digests].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        SnapshotIndex index = await FollowedAsync(cluster, workload, wanted, context, cancellationToken).ConfigureAwait(false);
        List<string> deleted = [];
        foreach (PodState pod in index.Pods(workload).Where(pod => pod.Uid is not null && Hangs(workload, pod, wanted)))
        {
            if (await cluster.DeletePodAsync(pod.Name, pod.Uid!, force: false, cancellationToken).ConfigureAwait(false))
            {
                deleted.Add(pod.Name);
            }
        }

        return new Dictionary<string, string> { [Pods] = string.Join(' ', deleted) };
    }

    /// <summary>Tells whether the pods that hung are gone.</summary>
    public static async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        HashSet<string> uids = [.. change.Details[Uids].Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        ClusterSnapshot snapshot = await Cluster(change, context).SnapshotAsync(cancellationToken).ConfigureAwait(false);
        return snapshot.Pods.Any(pod => pod.Uid is not null && uids.Contains(pod.Uid) && pod is { Ready: false, DeletionDeadline: null })
            ? ProbeOutcome.NotApplied
            : ProbeOutcome.Applied;
    }

    /// <summary>Whether a pod can't come up by itself.</summary>
    public static bool Hangs(WorkloadDefinition workload, PodState pod, IReadOnlySet<string> wanted) =>
        pod is { Ready: false, DeletionDeadline: null, Uid: not null }
        && (PullFails(workload, pod) || (workload.Kind == WorkloadKind.StatefulSet && wanted.Count > 0 && !WorkloadImage.Runs(workload, pod, wanted)));

    private static bool PullFails(WorkloadDefinition workload, PodState pod) =>
        WorkloadImage.InPod(workload, pod) is { Phase: ContainerPhase.Waiting, Reason: { } reason } && PullReasons.Contains(reason);

    private static string Why(WorkloadDefinition workload, PodState pod)
    {
        ContainerState? container = WorkloadImage.InPod(workload, pod);
        string state = container?.Reason ?? "it is not Ready";
        return workload.Kind == WorkloadKind.StatefulSet
            ? $"{state} on {ImportChange.Short(WorkloadImage.Digest(container?.Image) ?? container?.Image)}, and a StatefulSet does not replace such a pod by itself"
            : $"{state} on {ImportChange.Short(WorkloadImage.Digest(container?.Image) ?? container?.Image)}";
    }

    private static ICluster Cluster(Change change, OperationContext context) =>
        context.Connections.Cluster(context.Service.FindEnvironment(change.Details[ImportChange.Environment]));

    // A pod that is made anew from the old template would hang again.
    private static async Task<SnapshotIndex> FollowedAsync(ICluster cluster, WorkloadDefinition workload, HashSet<string> wanted, OperationContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset deadline = context.Time.GetUtcNow() + context.Service.Timing.RolloutTimeout;
        while (true)
        {
            var index = new SnapshotIndex(await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false));
            if (wanted.Count == 0 || RolloutState.Of(workload, wanted, index).TemplateIsNew)
            {
                return index;
            }

            if (context.Time.GetUtcNow() >= deadline)
            {
                throw new GuruException(new Failure
                {
                    Id = "TemplateNotFollowed",
                    Message = $"{WorkloadNames.Of(workload)} does not take the image stream's new image.",
                    Target = WorkloadNames.Of(workload),
                    NextAction = "Look at its annotation image.openshift.io/triggers: only with it a workload follows an image stream.",
                });
            }

            context.Progress.Report($"Waiting for {WorkloadNames.Of(workload)} to follow its image stream");
            await Task.Delay(context.Service.Timing.RolloutPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
