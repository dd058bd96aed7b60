namespace ServiceGuru.Network;

/// <summary>An issue in which a firewall request is tracked.</summary>
public sealed record TrackingIssue
{
    /// <summary>The number in its repository.</summary>
    public required int Number { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>The text, or null where it has none.</summary>
    public string? Body { get; init; }

    /// <summary>The page that people see.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
