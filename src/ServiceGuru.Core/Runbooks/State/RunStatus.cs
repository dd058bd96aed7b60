namespace ServiceGuru.Runbooks.State;

/// <summary>Where a run stands by its ledger.</summary>
public enum RunStatus
{
    /// <summary>Under way; whether a process works on it now, the ledger can't tell.</summary>
    Running,

    /// <summary>All steps succeeded or were skipped as their conditions say.</summary>
    Succeeded,

    /// <summary>A step failed.</summary>
    Failed,

    /// <summary>Somebody stopped it; it can be resumed.</summary>
    Stopped,

    /// <summary>Somebody gave it up before its end.</summary>
    Cancelled,

    /// <summary>What it had changed was undone.</summary>
    Undone,
}
