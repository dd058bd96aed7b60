using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The release notes of several repositories.</summary>
public sealed record ReleaseNoteReport
{
    /// <summary>The notes, by repository in the definition's order, newest first.</summary>
    public required IReadOnlyList<ReleaseNote> Notes { get; init; }

    /// <summary>The first day that was looked at where no commits were given.</summary>
    public required DateOnly Since { get; init; }

    /// <summary>The last day that was looked at where no commits were given.</summary>
    public required DateOnly Till { get; init; }

    /// <summary>What could not be read, so that notes may be missing or not be the latest.</summary>
    public IReadOnlyList<Failure> Problems { get; init; } = [];
}
