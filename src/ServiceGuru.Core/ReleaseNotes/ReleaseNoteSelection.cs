using System.ComponentModel;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Which commits' notes are meant.</summary>
public abstract record ReleaseNoteSelection
{
    /// <summary>The commit before the first, by repository.</summary>
    [Description("The full commit before the first, by repository, e.g. ${{ steps.move.output.previous }}.")]
    public IReadOnlyDictionary<string, string>? From { get; init; }

    /// <summary>The last commit, by repository; the head of the source branch where absent.</summary>
    [Description("The full last commit, by repository, e.g. ${{ steps.move.output.revisions }}; the head of the source branch where absent.")]
    public IReadOnlyDictionary<string, string>? To { get; init; }

    /// <summary>The first day (UTC) where no commits are given.</summary>
    [Description("The first day (UTC, inclusive), where no commits are given; six days before the last if absent.")]
    public DateOnly? Since { get; init; }

    /// <summary>The last day (UTC) where no commits are given.</summary>
    [Description("The last day (UTC, inclusive), where no commits are given; today if absent.")]
    public DateOnly? Till { get; init; }

    /// <summary>The repositories by name; those with release notes if absent.</summary>
    [Description("The repositories by name; all whose changes belong in the release notes if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }
}
