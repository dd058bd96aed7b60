namespace ServiceGuru.PullRequests;

/// <summary>Where a pull request stands.</summary>
public enum ProposalState
{
    /// <summary>Open.</summary>
    Open,

    /// <summary>Merged.</summary>
    Merged,

    /// <summary>Closed without having been merged.</summary>
    Closed,
}
