using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Names of workloads as <c>kubectl</c> takes them.</summary>
internal static class WorkloadNames
{
    public static string Of(WorkloadKind kind, string name) => kind switch
    {
        WorkloadKind.Deployment => $"deployment/{name}",
        WorkloadKind.StatefulSet => $"statefulset/{name}",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string Of(WorkloadDefinition workload) => Of(workload.Kind, workload.Name);
}
