using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Health.Surroundings;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Reads OpenShift's Builds (build.openshift.io/v1; https://github.com/openshift/api/blob/master/build/v1/types.go) and
/// DeploymentConfigs (apps.openshift.io/v1; https://github.com/openshift/api/blob/master/apps/v1/types.go).
/// </summary>
internal static class OpenShiftReading
{
    /// <summary>Reads a Build.</summary>
    public static BuildRunState Build(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Config = item.TextOrNull("status", "config", "name") ?? item.TextOrNull("metadata", "labels", "openshift.io/build-config.name"),
        Phase = item.TextOrNull("status", "phase") ?? "New",
        Reason = item.TextOrNull("status", "reason"),
        Message = item.TextOrNull("status", "message"),
        CreatedAt = item.NeedTime("metadata", "creationTimestamp"),
        EndedAt = item.Time("status", "completionTimestamp"),
    };

    /// <summary>Reads a DeploymentConfig.</summary>
    public static DeploymentConfigState DeploymentConfig(JsonElement item) => new()
    {
        Name = item.NeedText("metadata", "name"),
        Desired = item.Count("spec", "replicas"),
        Updated = item.Count("status", "updatedReplicas"),
        Available = item.Count("status", "availableReplicas"),
        Paused = item.Flag("spec", "paused"),
        Conditions = ConditionReading.Conditions(item),
    };
}
