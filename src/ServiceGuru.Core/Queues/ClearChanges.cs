using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Queues;

/// <summary>The changes of clearing queues, in their order: stop workers, purge, start them again.</summary>
internal static class ClearChanges
{
    public const string StopKind = "stop-workers";
    public const string PurgeKind = "purge-queues";
    public const string StartKind = "start-workers";
    public const string EnvironmentKey = "environment";
    public const string WorkloadKey = "workload";
    public const string QueuesKey = "queues";
    public const string PurgedKey = "purged";

    /// <summary>Scales a workload down; the number before stands in the ledger with it.</summary>
    public static Change Stop(string environment, string workload, int from, int to, int back, string id) => new()
    {
        Id = id,
        Kind = StopKind,
        Target = $"{environment}/{workload}",
        From = Text(from),
        To = Text(to),
        Summary = $"scale {workload} of {environment} from {from} to {to} while the queues are purged",
        Effect = EffectContract.Convergent,
        Undo = $"scale it back to {back}",
        Details = new Dictionary<string, string> { [EnvironmentKey] = environment, [WorkloadKey] = workload, ["back"] = Text(back) },
    };

    /// <summary>Purges.</summary>
    public static Change Purge(string environment, IReadOnlyList<string> queues, int waiting, string id) => new()
    {
        Id = id,
        Kind = PurgeKind,
        Target = $"{environment}/queues",
        From = Text(waiting),
        To = "0",
        Summary = $"throw away the {waiting} task{(waiting == 1 ? string.Empty : "s")} that wait in {string.Join(", ", queues)} of {environment}; users must trigger them again",
        Destructive = true,
        Effect = EffectContract.Convergent,
        Details = new Dictionary<string, string> { [EnvironmentKey] = environment, [QueuesKey] = string.Join(',', queues) },
    };

    /// <summary>Scales a workload to what it had.</summary>
    public static Change Start(string environment, string workload, int from, int to, string id) => new()
    {
        Id = id,
        Kind = StartKind,
        Target = $"{environment}/{workload}",
        From = Text(from),
        To = Text(to),
        Summary = $"scale {workload} of {environment} back to {to}",
        Effect = EffectContract.Convergent,
        Details = new Dictionary<string, string> { [EnvironmentKey] = environment, [WorkloadKey] = workload },
    };

    /// <summary>Gives what undoes one: workers that were stopped come back. What was thrown away does not.</summary>
    public static Change? Revert(Change change) => change.Kind == StopKind
        ? Start(change.Details[EnvironmentKey], change.Details[WorkloadKey], Number(change.To), Number(change.Details["back"]), change.Id)
        : null;

    /// <summary>Reads a number of replicas.</summary>
    public static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
