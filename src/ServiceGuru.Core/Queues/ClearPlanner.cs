using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Works out what clearing the queues takes.</summary>
internal sealed class ClearPlanner(ClearQueuesRequest request, OperationContext context)
{
    private QueuesDefinition Queues { get; } = QueueReader.Defined(context.Service);

    private EnvironmentChoice Environment { get; } = new(request.Environment, context.Service.FindEnvironment(request.Environment));

    /// <summary>Plans; reads lengths and replicas.</summary>
    public async Task<Plan> PlanAsync(string operation, CancellationToken cancellationToken)
    {
        List<Change> stops = [];
        List<Change> starts = [];
        foreach ((string name, int to) in Queues.Stop.Select(name => (name, 0)).Append((Queues.Purge, 1)))
        {
            (WorkloadScale scale, int back) = await ScaleAsync(name, cancellationToken).ConfigureAwait(false);
            if (scale.Desired != to)
            {
                stops.Add(ClearChanges.Stop(Environment.Name, name, scale.Desired, to, back, string.Empty));
            }

            if (back != to)
            {
                starts.Add(ClearChanges.Start(Environment.Name, name, to, back, string.Empty));
            }
        }

        IReadOnlyList<string> names = QueueSelection.Select(context.Service, request.Queues);
        int waiting = await WaitingAsync(names, cancellationToken).ConfigureAwait(false);
        if (waiting > 0)
        {
            return new Plan { Operation = operation, Changes = Numbered([.. stops, ClearChanges.Purge(Environment.Name, names, waiting, string.Empty), .. starts]) };
        }

        // An earlier attempt may have ended between the purge and the way back.
        List<Change> left = [.. starts.Where(start => stops.TrueForAll(stop => stop.Details[ClearChanges.WorkloadKey] != start.Details[ClearChanges.WorkloadKey]))];
        return new Plan
        {
            Operation = operation,
            Changes = Numbered(left),
            Notes = [new PlanNote($"{Environment.Name}/queues", $"nothing waits in {string.Join(", ", names)}", "0")],
        };
    }

    private static IReadOnlyList<Change> Numbered(IReadOnlyList<Change> changes) => [.. changes.Select((change, index) => change with { Id = $"{index + 1}" })];

    private async Task<int> WaitingAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        QueueReader reader = new(Environment, context);
        PodPlace place = await reader.FindPodAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, int> lengths = await reader.LengthsAsync(place, cancellationToken).ConfigureAwait(false);
        return names.Sum(name => lengths[name]);
    }

    // A workload that an attempt before left scaled down must not come back to that: the ledger and the definition know better.
    private async Task<(WorkloadScale Now, int Back)> ScaleAsync(string name, CancellationToken cancellationToken)
    {
        WorkloadDefinition workload = context.Service.Workloads.First(known => known.Name == name);
        ICluster cluster = context.Connections.Cluster(Environment.Definition);
        WorkloadScale scale = await cluster.GetScaleAsync(workload.Kind, name, cancellationToken).ConfigureAwait(false);
        int defined = Environment.Definition.Replicas.TryGetValue(name, out int own) ? own : workload.Replicas;
        int? stopped = await StoppedBeforeAsync(name, scale.Desired, cancellationToken).ConfigureAwait(false);
        return (scale, stopped ?? (scale.Desired == 0 ? defined : scale.Desired));
    }

    private async Task<int?> StoppedBeforeAsync(string name, int now, CancellationToken cancellationToken)
    {
        string target = $"{Environment.Name}/{name}";
        await foreach (Change change in context.History
            .AppliedChangesAsync(context.Service.Name, [ClearChanges.StopKind, ClearChanges.StartKind], target, cancellationToken).ConfigureAwait(false))
        {
            // Only where it still is as we left it; what a person scaled since is what is wanted.
            return change.Kind == ClearChanges.StopKind && ClearChanges.Number(change.To) == now ? ClearChanges.Number(change.Details["back"]) : null;
        }

        return null;
    }
}
