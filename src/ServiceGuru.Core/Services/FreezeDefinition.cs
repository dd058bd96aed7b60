using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>A time in which nothing is changed.</summary>
public sealed record FreezeDefinition
{
    /// <summary>The freeze's name, unique.</summary>
    [Description("Name of the freeze, unique.")]
    public required string Name { get; init; }

    /// <summary>When it begins: a date (its first instant) or a date and time, local.</summary>
    [Description("When it begins, local: a date (2026-12-19) or a date and time (2026-12-19T14:00).")]
    public required string From { get; init; }

    /// <summary>When it ends: a date (with that whole day) or a date and time, local.</summary>
    [Description("When it ends, local: a date, with that whole day, or a date and time.")]
    public required string To { get; init; }

    /// <summary>Why; whoever is refused is told.</summary>
    [Description("Why; whoever is refused is told.")]
    public required string Reason { get; init; }

    /// <summary>The environments that it is for; all if empty.</summary>
    [Description("The environments that it is for; all if empty.")]
    public IReadOnlyList<string> Environments { get; init; } = [];
}
