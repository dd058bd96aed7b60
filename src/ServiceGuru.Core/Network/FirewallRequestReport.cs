namespace ServiceGuru.Network;

/// <summary>What became of a request for firewall rules.</summary>
public sealed record FirewallRequestReport
{
    /// <summary>The domains for which it asks.</summary>
    public required IReadOnlyList<string> Domains { get; init; }

    /// <summary>The text for the ticket; null where an issue tracks every domain already.</summary>
    public string? Text { get; init; }

    /// <summary>The file with the text, absolute; null where none was written.</summary>
    public string? File { get; init; }

    /// <summary>The open issues that track the domains, old and new.</summary>
    public IReadOnlyList<TrackingIssue> Issues { get; init; } = [];

    /// <summary>Whether an issue was opened by this request.</summary>
    public bool Opened { get; init; }

    /// <summary>The page that describes the procedure.</summary>
    public Uri? Procedure { get; init; }
}
