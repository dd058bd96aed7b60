namespace ServiceGuru.PullRequests;

/// <summary>What a reviewer last said.</summary>
public enum ReviewVerdict
{
    /// <summary>Only remarks, or an earlier verdict that was dismissed.</summary>
    None,

    /// <summary>Approved.</summary>
    Approved,

    /// <summary>Wants changes.</summary>
    ChangesRequested,
}
