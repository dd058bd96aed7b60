namespace ServiceGuru.Images;

/// <summary>How far a commit's image build is.</summary>
public enum BuildState
{
    /// <summary>There is no run for the commit.</summary>
    None,

    /// <summary>It waits for a runner.</summary>
    Queued,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Success,

    /// <summary>It ended otherwise: failed, cancelled, timed out, skipped.</summary>
    Failure,
}
