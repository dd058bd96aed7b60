namespace ServiceGuru.ReleaseNotes;

/// <summary>Which release notes to gather.</summary>
public sealed record GatherReleaseNotesRequest : ReleaseNoteSelection;
