namespace ServiceGuru.ReleaseNotes;

/// <summary>One thing to mend in a post.</summary>
public sealed record LintFinding
{
    /// <summary>The line, from 1 on.</summary>
    public required int Line { get; init; }

    /// <summary>The column, from 1 on.</summary>
    public required int Column { get; init; }

    /// <summary>The rule's stable id, e.g. <c>InternalSubject</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>How grave it is.</summary>
    public required LintSeverity Severity { get; init; }

    /// <summary>What is found, and why it is to be mended.</summary>
    public required string Reason { get; init; }

    /// <summary>What to write instead, or null where nobody can say.</summary>
    public string? Suggestion { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Line}:{Column} {Rule}: {Reason}{(Suggestion is null ? string.Empty : $" {Suggestion}")}";
}
