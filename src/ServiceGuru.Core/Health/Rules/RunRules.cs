using ServiceGuru.Documents;

namespace ServiceGuru.Health.Rules;

/// <summary>A container ran and ended, or runs again.</summary>
internal static class RunRules
{
    public static IReadOnlyList<HealthRule<ContainerSubject>> All { get; } =
    [
        new("OOMKilled", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Ended == "OOMKilled"
            ? Down(container, "was killed: out of memory.", $"Raise the memory limit of container {container.Container.Name} or find the leak; {container.ReadLog()}")
            : null),
        new("OOMKilled", HealthLayer.Run, FindingSeverity.Warning, container => container.Container is { Phase: ContainerPhase.Running, LastReason: "OOMKilled" } && IsRecent(container, container.Scope.Policy.Window) && !KeepsCrashing(container)
            ? Up(container, "runs again after it was killed: out of memory.")
            : null),
        new("CrashLoopBackOff", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Waits == "CrashLoopBackOff"
            ? Down(container, "crashes again and again.", container.ReadLog())
            : null),
        new("ContainerStatusUnknown", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Ended == "ContainerStatusUnknown"
            ? Down(container, "was lost by its node.", container.Pod.Describe())
            : null),
        new("NonZeroExit", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Container is { Phase: ContainerPhase.Terminated, ExitCode: not (null or 0) }
            ? Down(container, $"ended with exit code {container.Container.ExitCode}.", container.ReadLog())
            : null),
        new("ServiceCompleted", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Container is { Phase: ContainerPhase.Terminated, ExitCode: 0, Init: false }
            ? Down(container, "ended as if its work were done, and it should go on running.", container.ReadLog())
            : null),

        // Between two crashes a container runs, and without a readiness probe it even counts as Ready.
        new("CrashLoop", HealthLayer.Run, FindingSeverity.AfterGrace, container => KeepsCrashing(container)
            ? Up(container, "runs right now, but crashes again and again.") with
            {
                Severity = container.Container.Ready ? FindingSeverity.AfterGrace : FindingSeverity.Terminal,
                Log = container.Log,
                NextAction = container.ReadLog(),
            }
            : null),
        new("InitStuck", HealthLayer.Run, FindingSeverity.AfterGrace, container => container.Container is { Init: true, Sidecar: false, Phase: ContainerPhase.Running }
            ? new Sighting($"Init container {container.Container.Name} of pod {container.Pod.Pod.Name} has not ended yet.")
            {
                Since = container.Container.StartedAt ?? container.Pod.PlacedAt,
                Evidence = [container.State()],
                NextAction = container.ReadLog(),
                Log = container.Log,
            }
            : null),
        new("Restarted", HealthLayer.Run, FindingSeverity.Warning, container => container.Container is { Phase: ContainerPhase.Running, Restarts: > 0 } && IsRecent(container, container.Scope.Policy.Window)
            ? Up(container, $"was restarted within the last {Duration.Format(container.Scope.Policy.Window)}.")
            : null),
    ];

    private static bool KeepsCrashing(ContainerSubject container) =>
        container.Container is { Phase: ContainerPhase.Running, LastExitCode: not (null or 0) } && container.CrashLoops && IsRecent(container, container.Scope.Policy.Grace);

    private static bool IsRecent(ContainerSubject container, TimeSpan window) =>
        container.Container.LastFinishedAt is { } ended && container.Scope.Now - ended < window;

    private static Sighting Down(ContainerSubject container, string what, string action) =>
        new($"Container {container.Container.Name} of pod {container.Pod.Pod.Name} {what}")
        {
            Severity = container.CrashLoops ? FindingSeverity.Terminal : null,
            Since = container.FailingSince,
            Cause = Cause(container),
            Evidence = [container.State()],
            NextAction = action,
            Log = container.Log,
        };

    private static Sighting Up(ContainerSubject container, string what) =>
        new($"Container {container.Container.Name} of pod {container.Pod.Pod.Name} {what}")
        {
            Since = container.Container.LastFinishedAt,
            Cause = Cause(container),
            Evidence = [container.State()],
            NextAction = container.ReadLog(),
        };

    private static string? Cause(ContainerSubject container) => container switch
    {
        { Container.LastReason: "OOMKilled" } or { Container.Reason: "OOMKilled" } => "OOMKilled: it used more memory than its limit allows.",
        { Container.Phase: ContainerPhase.Terminated, Container.Message: { } message } => message,
        { EndedWith: { } code } => $"It ended with exit code {code}{Signal(code)}.",
        _ => container.Container.Message,
    };

    private static string Signal(int code) => code switch
    {
        137 => " (killed: SIGKILL)",
        139 => " (crashed: SIGSEGV)",
        143 => " (stopped: SIGTERM)",
        126 or 127 => " (its command can't be run)",
        _ => string.Empty,
    };
}
