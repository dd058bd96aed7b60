using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads the conditions of an object.</summary>
internal static class ConditionReading
{
    /// <summary>Reads <c>status.conditions</c>; a workload says "updated" as well, which is no change of the status.</summary>
    public static IReadOnlyList<ConditionState> Conditions(JsonElement item) =>
    [
        .. item.Items("status", "conditions").Select(condition => new ConditionState(
            condition.NeedText("type"),
            condition.NeedText("status"),
            condition.TextOrNull("reason"),
            condition.TextOrNull("message"),
            condition.Time("lastTransitionTime"))),
    ];
}
