namespace ServiceGuru.Health;

/// <summary>How often one issue of the error tracker happens, lately and before.</summary>
public sealed record IssueRate
{
    /// <summary>The short id that people use.</summary>
    public required string Id { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>Where in the code, if known.</summary>
    public string? Culprit { get; init; }

    /// <summary>The page for people.</summary>
    public required Uri WebUrl { get; init; }

    /// <summary>When it was first seen.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>From when on <see cref="Events"/> are counted.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Until when.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>The events from <see cref="Since"/> on.</summary>
    public long Events { get; init; }

    /// <summary>From when on <see cref="EarlierEvents"/> are counted, until <see cref="Since"/>.</summary>
    public required DateTimeOffset EarlierSince { get; init; }

    /// <summary>The events before <see cref="Since"/>.</summary>
    public long EarlierEvents { get; init; }

    /// <summary>Events per hour, lately.</summary>
    public double PerHour => Events / Hours(Until - Since);

    /// <summary>Events per hour before; an issue that is younger is measured from its beginning on.</summary>
    public double EarlierPerHour => EarlierEvents / Hours(Since - (FirstSeen > EarlierSince && FirstSeen < Since ? FirstSeen : EarlierSince));

    /// <summary>Less than an hour tells little of what happens in one.</summary>
    private static double Hours(TimeSpan period) => Math.Max(1, period.TotalHours);
}
