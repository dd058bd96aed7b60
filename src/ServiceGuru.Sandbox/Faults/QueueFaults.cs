namespace ServiceGuru.Sandbox.Faults;

/// <summary>What goes wrong with the task queues.</summary>
internal static class QueueFaults
{
    /// <summary>The faults.</summary>
    public static IReadOnlyList<SandboxFault> All { get; } =
    [
        new("celery-no-reply", "queues/status", "The workers do not answer Celery's inspection.",
            "The status shows the lengths, and says that no worker replied."),
        new("queue-stuck", "queues/status", "The workers take nothing from the queues, which grow.",
            "The status says that the queue is stuck; clearing it removes what waits, and the workers are scaled back."),
    ];
}
