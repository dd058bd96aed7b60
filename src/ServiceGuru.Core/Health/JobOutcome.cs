namespace ServiceGuru.Health;

/// <summary>How a job ended.</summary>
public enum JobOutcome
{
    /// <summary>Not at its end, or ended without telling anything (skipped, canceled).</summary>
    Open,

    /// <summary>It did what it should.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,
}
