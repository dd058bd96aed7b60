using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Notes, and what could not be read for them.</summary>
internal sealed record GatheredNotes
{
    public required IReadOnlyList<ReleaseNote> Notes { get; init; }

    /// <summary>Repositories without any answer.</summary>
    public required IReadOnlyList<Failure> Unreadable { get; init; }

    /// <summary>Repositories whose pull requests were not all read.</summary>
    public required IReadOnlyList<Failure> Problems { get; init; }
}
