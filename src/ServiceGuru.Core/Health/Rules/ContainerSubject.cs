using ServiceGuru.Operations;

namespace ServiceGuru.Health.Rules;

/// <summary>A container as rules see it.</summary>
internal sealed record ContainerSubject(PodSubject Pod, ContainerState Container) : IRuleSubject
{
    public RuleScope Scope => Pod.Scope;

    public string Target => Pod.Target;

    public string Subject => Pod.Subject;

    /// <summary>Why it waits, or null where it does not.</summary>
    public string? Waits => Container.Phase == ContainerPhase.Waiting ? Container.Reason : null;

    /// <summary>Why it ended: now, or before it waited for its next start.</summary>
    public string? Ended => Container.Phase switch
    {
        ContainerPhase.Terminated => Container.Reason,
        ContainerPhase.Waiting => Container.LastReason,
        _ => null,
    };

    public int? EndedWith => Container.Phase == ContainerPhase.Terminated ? Container.ExitCode : Container.LastExitCode;

    public bool CrashLoops => Container.Restarts >= Scope.Policy.CrashLoopRestarts;

    /// <summary>
    /// When it began to wait or ended. The kubelet tells no time for waiting: it began when the run before ended, or
    /// when the pod came to its node.
    /// </summary>
    public DateTimeOffset StoppedSince => (Container.Phase == ContainerPhase.Terminated ? Container.FinishedAt : Container.LastFinishedAt)
        ?? Pod.PlacedAt;

    /// <summary>
    /// Since when it does not work for good. Each crash begins the container's state anew, so for a container that was
    /// restarted it is the pod's readiness that tells.
    /// </summary>
    public DateTimeOffset FailingSince => Pod.Condition("ContainersReady", "False")?.ChangedAt
        ?? Pod.Condition("Ready", "False")?.ChangedAt
        ?? StoppedSince;

    /// <summary>The log that explains why it ended.</summary>
    public ContainerReference Log => new(Pod.Pod.Name, Container.Name, Previous: Container.Phase != ContainerPhase.Terminated && Container.Restarts > 0);

    /// <summary>What we know of the container, one line.</summary>
    public string State()
    {
        List<string> parts = [];
        if (Container.Reason is not null)
        {
            parts.Add(Container.Reason);
        }

        if (EndedWith is { } code)
        {
            parts.Add(Ended is null || Ended == Container.Reason ? $"exit code {code}" : $"exit code {code} ({Ended})");
        }

        if (Container.Restarts > 0)
        {
            parts.Add(Quantity.Of(Container.Restarts, "restart"));
        }

        string kind = Container.Init ? "init container" : "container";
        return $"{kind} {Container.Name}: {(parts.Count == 0 ? Container.Phase.ToString() : string.Join(", ", parts))}";
    }

    public string ReadLog() => Scope.Kubectl($"logs {Pod.Pod.Name} -c {Container.Name}{(Log.Previous ? " --previous" : string.Empty)}");
}
