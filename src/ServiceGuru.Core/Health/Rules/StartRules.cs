namespace ServiceGuru.Health.Rules;

/// <summary>A container has its image and can't be started.</summary>
internal static class StartRules
{
    /// <summary>From this restart on, a failed start is no accident of the node.</summary>
    private const int FinalAttempts = 2;

    public static IReadOnlyList<HealthRule<ContainerSubject>> All { get; } =
    [
        new("ConfigNotSynced", HealthLayer.Start, FindingSeverity.AfterGrace, container => container.Waits == "CreateContainerConfigError" && IsCacheSync(container)
            ? Seen(container, "waits for the node to read its ConfigMaps and Secrets.")
            : null),
        new("CreateContainerConfigError", HealthLayer.Start, FindingSeverity.Terminal, container => container.Waits == "CreateContainerConfigError"
            ? Seen(container, "refers to a ConfigMap, Secret or key that does not exist.")
            : null),
        Start("CreateContainerError", "can't be made."),
        Start("RunContainerError", "can't be started."),
        Start("ContainerCannotRun", "can't run."),
        Start("StartError", "can't be started."),
        Start("PreCreateHookError", "fails in the hook before its creation."),
        Start("PreStartHookError", "fails in the hook before its start."),
        Start("PostStartHookError", "fails in the hook after its start.", ran: true),
        Start("CreatePodSandboxError", "gets no sandbox.", FindingSeverity.AfterGrace),
        Start("ConfigPodSandboxError", "gets no sandbox.", FindingSeverity.AfterGrace),
    ];

    private static HealthRule<ContainerSubject> Start(string reason, string what, FindingSeverity? always = null, bool ran = false) =>
        new(reason, HealthLayer.Start, FindingSeverity.AfterGrace, container => container.Waits == reason || container.Ended == reason
            ? Seen(container, what) with { Severity = always ?? Weigh(container), Log = ran ? container.Log : null }
            : null);

    /// <summary>Exit code 128 is the runtime's own trouble, which often passes.</summary>
    private static FindingSeverity Weigh(ContainerSubject container) =>
        container.Container.Restarts >= FinalAttempts && !(container.Ended == "ContainerCannotRun" && container.EndedWith == 128)
            ? FindingSeverity.Terminal
            : FindingSeverity.AfterGrace;

    private static bool IsCacheSync(ContainerSubject container) =>
        container.Container.Message?.Contains("failed to sync", StringComparison.OrdinalIgnoreCase) == true;

    private static Sighting Seen(ContainerSubject container, string what)
    {
        ClusterEvent? seen = container.Pod.Event("Failed", container.Container.Name) ?? container.Pod.Event("Failed", "Error:");
        return new Sighting($"Container {container.Container.Name} of pod {container.Pod.Pod.Name} {what}")
        {
            Since = container.FailingSince,
            Cause = container.Container.Message ?? seen?.Message,
            Evidence = Evidence.Lines(container.State(), seen is null ? null : Evidence.Line(seen)),
            NextAction = container.Pod.ThenDelete($"{container.Pod.Describe()}; correct the template or what it refers to."),
        };
    }
}
