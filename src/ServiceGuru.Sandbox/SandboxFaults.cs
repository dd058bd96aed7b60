using ServiceGuru.Sandbox.Faults;

namespace ServiceGuru.Sandbox;

/// <summary>The catalog of faults.</summary>
public static class SandboxFaults
{
    /// <summary>All faults, by name.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        .. new[]
        {
            AccessFaults.All,
            BranchFaults.All,
            ChatFaults.All,
            ClusterHealthFaults.All,
            HealthFaults.All,
            ImageFaults.All,
            InfrastructureFaults.All,
            MastodonFaults.All,
            PublishingFaults.All,
            NetworkFaults.All,
            QueueFaults.All,
            RolloutFaults.All,
        }.SelectMany(area => area).OrderBy(fault => fault.Name, StringComparer.Ordinal),
    ];

    /// <summary>Finds a fault.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The fault, or null.</returns>
    public static SandboxFault? Find(string name) => All.FirstOrDefault(fault => fault.Name == name);
}
