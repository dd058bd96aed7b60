using System.Text.RegularExpressions;
using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Carries one change of clearing queues out, and looks whether it happened.</summary>
internal sealed partial class ClearWorker(Change change, OperationContext context)
{
    private static readonly TimeSpan PurgeTimeout = TimeSpan.FromMinutes(2);

    private EnvironmentChoice Environment { get; } =
        new(change.Details[ClearChanges.EnvironmentKey], context.Service.FindEnvironment(change.Details[ClearChanges.EnvironmentKey]));

    private ICluster Cluster => context.Connections.Cluster(Environment.Definition);

    private QueuesDefinition Queues { get; } = QueueReader.Defined(context.Service);

    /// <summary>Carries it out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(CancellationToken cancellationToken)
    {
        if (change.Kind == ClearChanges.PurgeKind)
        {
            return await PurgeAsync(cancellationToken).ConfigureAwait(false);
        }

        WorkloadDefinition workload = Workload(change.Details[ClearChanges.WorkloadKey]);
        await Cluster.SetReplicasAsync(workload.Kind, workload.Name, ClearChanges.Number(change.To), cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>();
    }

    /// <summary>Looks whether it happened.</summary>
    public async Task<ProbeOutcome> ProbeAsync(CancellationToken cancellationToken)
    {
        if (change.Kind == ClearChanges.PurgeKind)
        {
            QueueReader reader = new(Environment, context);
            PodPlace place = await reader.FindPodAsync(cancellationToken).ConfigureAwait(false);
            IReadOnlyDictionary<string, int> lengths = await reader.LengthsAsync(place, cancellationToken).ConfigureAwait(false);
            return Names().All(name => lengths[name] == 0) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
        }

        WorkloadDefinition workload = Workload(change.Details[ClearChanges.WorkloadKey]);
        WorkloadScale scale = await Cluster.GetScaleAsync(workload.Kind, workload.Name, cancellationToken).ConfigureAwait(false);
        return scale.Desired == ClearChanges.Number(change.To) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    private async Task<IReadOnlyDictionary<string, string>> PurgeAsync(CancellationToken cancellationToken)
    {
        await AwaitStopAsync(cancellationToken).ConfigureAwait(false);
        PodPlace place = await PodFinder.FindAsync(Environment, [Queues.Purge], context, cancellationToken).ConfigureAwait(false);
        context.Progress.Report($"purging {change.Details[ClearChanges.QueuesKey]} from {place.Pod}");
        IReadOnlyList<string> command = CeleryCommands.Purge(Queues, Names());
        PodCommandResult result = await place.RunAsync(command, PurgeTimeout, repeatable: false, cancellationToken).ConfigureAwait(false);
        if (result.ExitCode != 0)
        {
            throw new GuruException(place.Failed("PurgeFailed", $"The queues of {Environment.Name} could not be purged", command, result));
        }

        Match count = Purged().Match(result.Output);
        string purged = count.Success ? count.Groups[1].Value : "0";
        return new Dictionary<string, string> { [ClearChanges.PurgedKey] = purged, ["said"] = result.Output.Trim() };
    }

    // A purge while workers are at tasks can make them run twice, so they are waited for.
    private async Task AwaitStopAsync(CancellationToken cancellationToken)
    {
        long began = context.Time.GetTimestamp();
        while (true)
        {
            List<string> running = [];
            foreach ((string name, int most) in Queues.Stop.Select(name => (name, 0)).Append((Queues.Purge, 1)))
            {
                WorkloadScale scale = await Cluster.GetScaleAsync(Workload(name).Kind, name, cancellationToken).ConfigureAwait(false);
                if (scale.Desired > most)
                {
                    throw StillRun([$"{name}: {scale.Desired} wanted"]);
                }

                if (scale.Current > most)
                {
                    running.Add($"{name}: {scale.Current}");
                }
            }

            if (running.Count == 0)
            {
                return;
            }

            if (context.Time.GetElapsedTime(began) > context.Service.Timing.RolloutTimeout)
            {
                throw StillRun(running);
            }

            context.Progress.Report($"waiting until the workers have ended ({string.Join(", ", running)})");
            await Task.Delay(context.Service.Timing.RolloutPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private GuruException StillRun(IReadOnlyList<string> running) => new(new Failure
    {
        Id = "WorkersStillRun",
        Message = $"The queues of {Environment.Name} were not purged, since workers still run.",
        Target = Environment.Name,
        Cause = "A purge while workers are at tasks can make them run twice.",
        Evidence = running,
        NextAction = $"See what keeps them (guru health check {Environment.Name}), then clear the queues again.",
        Transient = true,
    });

    private WorkloadDefinition Workload(string name) => context.Service.Workloads.First(known => known.Name == name);

    private string[] Names() => change.Details[ClearChanges.QueuesKey].Split(',');

    [GeneratedRegex(@"Purged (\d{1,9}) message", RegexOptions.CultureInvariant)]
    private static partial Regex Purged();
}
