using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Reads the conditions of an object.</summary>
internal static class ConditionReading
{
    /// <summary>Reads <c>status.conditions</c>; <c>lastUpdateTime</c> is there for Deployments only.</summary>
    public static IReadOnlyList<ConditionState> Conditions(JsonElement item) =>
    [
        .. item.Items("status", "conditions").Select(condition => new ConditionState(
            condition.NeedText("type"),
            condition.NeedText("status"),
            condition.TextOrNull("reason"),
            condition.TextOrNull("message"),
            condition.Time("lastTransitionTime"),
            condition.Time("lastUpdateTime"))),
    ];
}
