using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>
/// Throws away what waits in the task queues, as the team's procedure does: workers are stopped but for one, the queues are
/// purged, and the workers come back, whatever became of the purge.
/// </summary>
public sealed class ClearQueues : Operation<ClearQueuesRequest, ClearQueuesReport>
{
    /// <inheritdoc/>
    public override string Id => "queues/clear";

    /// <inheritdoc/>
    public override string Summary => "Throws away what waits in the task queues.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(ClearQueuesRequest request, ServiceDefinition service)
    {
        service.FindEnvironment(request.Environment);
        QueueSelection.Select(service, request.Queues);
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(ClearQueuesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        new ClearPlanner(request, context).PlanAsync(Id, cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new ClearWorker(change, context).ApplyAsync(cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new ClearWorker(change, context).ProbeAsync(cancellationToken);

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => ClearChanges.Revert(applied.Change);

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(ClearQueuesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = new(request.Environment, context.Service.FindEnvironment(request.Environment));
        List<Failure> failures = [.. changes.Where(result => result.Status is not (ChangeStatus.Applied or ChangeStatus.Declined)).Select(FailureSummary.OfChange)];
        Dictionary<string, int> replicas = new(StringComparer.Ordinal);
        foreach (ChangeResult back in changes.Where(result => result.Change.Kind == ClearChanges.StartKind))
        {
            WorkloadDefinition workload = context.Service.Workloads.First(known => known.Name == back.Change.Details[ClearChanges.WorkloadKey]);
            WorkloadScale scale = await context.Connections.Cluster(environment.Definition).GetScaleAsync(workload.Kind, workload.Name, cancellationToken).ConfigureAwait(false);
            replicas[workload.Name] = scale.Desired;
        }

        List<ChangeResult> purges = [.. changes.Where(result => result.Change.Kind == ClearChanges.PurgeKind && result.Status == ChangeStatus.Applied)];
        ClearQueuesReport report = new()
        {
            Environment = request.Environment,
            Queues = QueueSelection.Select(context.Service, request.Queues),
            Purged = purges.TrueForAll(result => result.Values.ContainsKey(ClearChanges.PurgedKey)) ? purges.Sum(result => ClearChanges.Number(result.Values[ClearChanges.PurgedKey])) : null,
            Replicas = replicas,
            Notice = purges.Count > 0 ? context.Service.Queues!.Notice : null,
        };
        return new Conclusion(report, FailureSummary.Of(failures, "QueuesNotCleared", $"The queues of {request.Environment} were not cleared as planned."));
    }
}
