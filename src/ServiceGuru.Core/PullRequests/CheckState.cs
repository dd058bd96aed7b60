namespace ServiceGuru.PullRequests;

/// <summary>Where a check of a commit stands.</summary>
public enum CheckState
{
    /// <summary>Not ended.</summary>
    Pending,

    /// <summary>Passed, skipped or neutral.</summary>
    Passed,

    /// <summary>Failed, timed out, canceled or waiting for somebody.</summary>
    Failed,
}
