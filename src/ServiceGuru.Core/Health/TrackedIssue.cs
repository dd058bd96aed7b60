namespace ServiceGuru.Health;

/// <summary>One issue of the error tracker.</summary>
public sealed record TrackedIssue
{
    /// <summary>The short id that people use, e.g. <c>PACKIT-SERVICE-4T1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Where in the code, if known.</summary>
    public string? Culprit { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When it was last seen.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How many events it has.</summary>
    public long Events { get; init; }

    /// <summary>Whether it was resolved before and came back.</summary>
    public bool Regressed { get; init; }
}
