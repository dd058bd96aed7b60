namespace ServiceGuru.Images;

/// <summary>How far a workflow run or job is.</summary>
public enum RunStatus
{
    /// <summary>Waits for a runner (also GitHub's requested, waiting and pending).</summary>
    Queued,

    /// <summary>Runs.</summary>
    InProgress,

    /// <summary>Ended; the conclusion says how.</summary>
    Completed,
}
