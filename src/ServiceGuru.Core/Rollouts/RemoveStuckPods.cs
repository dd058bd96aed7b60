using System.Globalization;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Removes pods by force that were deleted and have not ended well past their grace.</summary>
public sealed class RemoveStuckPods : Operation<RemoveStuckPodsRequest, StuckPodReport>
{
    /// <inheritdoc/>
    public override string Id => "rollout/remove-stuck-pods";

    /// <inheritdoc/>
    public override string Summary => "Removes pods by force that stay Terminating past their grace.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(RemoveStuckPodsRequest request, ServiceDefinition service) => service.FindEnvironment(request.Environment);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(RemoveStuckPodsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        ClusterSnapshot snapshot = await context.Connections.Cluster(environment).SnapshotAsync(cancellationToken).On(request.Environment).ConfigureAwait(false);
        return new StuckPodPlanner(request, snapshot, context.Service.Health.Grace, context.Time.GetUtcNow()).Plan(Id);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        // Not the one with this uid: it has ended meanwhile, which is what was wanted.
        await Cluster(change, context).DeletePodAsync(Name(change), change.Details[StuckPodPlanner.Uid], force: true, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>();
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        await IsThereAsync(change, Cluster(change, context), cancellationToken).ConfigureAwait(false) ? ProbeOutcome.NotApplied : ProbeOutcome.Applied;

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(RemoveStuckPodsRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        List<StuckPod> pods = [];
        List<Failure> failures = [];
        foreach (ChangeChain chain in ChangeChain.ByTarget(changes).Values)
        {
            bool removed = chain.Last.Status == ChangeStatus.Applied
                && !await IsThereAsync(chain.Last.Change, Cluster(chain.Last.Change, context), cancellationToken).ConfigureAwait(false);
            pods.Add(ToPod(chain.Last.Change) with { Removed = removed });
            if (chain.Failure is { } failure)
            {
                failures.Add(failure);
            }
            else if (chain.Last.Status == ChangeStatus.Applied && !removed)
            {
                failures.Add(StillThere(chain.Last.Change, request.Environment));
            }
        }

        string message = $"{failures.Count} of {pods.Count} stuck pods were not removed from {request.Environment}.";
        return new Conclusion(new StuckPodReport(request.Environment, pods), FailureSummary.Of(failures, "PodsNotRemoved", message));
    }

    /// <inheritdoc/>
    public override StuckPodReport Forecast(RemoveStuckPodsRequest request, Plan plan) => new(request.Environment, [.. plan.Changes.Select(ToPod)]);

    private static string Name(Change change) => change.Target["pod/".Length..];

    private static ICluster Cluster(Change change, OperationContext context) =>
        context.Connections.Cluster(context.Service.FindEnvironment(change.Details[ImportChange.Environment]));

    private static async Task<bool> IsThereAsync(Change change, ICluster cluster, CancellationToken cancellationToken)
    {
        ClusterSnapshot snapshot = await cluster.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        return snapshot.Pods.Any(pod => pod.Uid == change.Details[StuckPodPlanner.Uid]);
    }

    private static StuckPod ToPod(Change change) => new()
    {
        Name = Name(change),
        Uid = change.Details[StuckPodPlanner.Uid],
        Owner = change.Details[StuckPodPlanner.Owner] is { Length: > 0 } owner ? owner : null,
        Node = change.Details[StuckPodPlanner.Node] is { Length: > 0 } node ? node : null,
        Deadline = DateTimeOffset.Parse(change.Details[StuckPodPlanner.Deadline], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
    };

    private static Failure StillThere(Change change, string environment) => new()
    {
        Id = "PodStillThere",
        Message = $"Pod {Name(change)} is still there after it was removed by force.",
        Target = change.Target,
        NextAction = $"A finalizer may have come meanwhile; look at it, then: guru pods remove-stuck {environment}",
    };
}
