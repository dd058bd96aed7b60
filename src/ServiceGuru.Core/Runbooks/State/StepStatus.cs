namespace ServiceGuru.Runbooks.State;

/// <summary>Where a step stands.</summary>
public enum StepStatus
{
    /// <summary>Not begun, or to be tried again.</summary>
    Pending,

    /// <summary>Under way; after a crash, in doubt.</summary>
    Running,

    /// <summary>Waits for people.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Failed for good.</summary>
    Failed,

    /// <summary>Has failed, and waits for somebody to decide what to do.</summary>
    Undecided,

    /// <summary>Does not run.</summary>
    Skipped,
}
