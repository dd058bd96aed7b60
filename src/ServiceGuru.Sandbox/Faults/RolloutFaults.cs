namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong while production changes.</summary>
internal static class RolloutFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("image-pull-backoff", "rollout/import", "Production's nodes can't pull the new packit-worker image although it was imported.",
            "The import fails fast with ImagePullBackOff, the registry's reason and the next action."),
        new("pod-stuck-terminating", "rollout/import", "A pod of packit-worker-long-running stays Terminating after its grace period.",
            "The wait names the pod and how to remove it by force."),
    ];
}
