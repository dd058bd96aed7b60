namespace ServiceGuru.ReleaseNotes;

/// <summary>What the check of a post found.</summary>
public sealed record LintReport
{
    /// <summary>The file, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>The findings in the order of the lines.</summary>
    public required IReadOnlyList<LintFinding> Findings { get; init; }

    /// <summary>How many of them keep the post from being published.</summary>
    public int Errors => Findings.Count(finding => finding.Severity == LintSeverity.Error);
}
