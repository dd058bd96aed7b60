namespace ServiceGuru.Sandbox.Git;

/// <summary>Writes descriptions of pull requests with release notes between the marks that Packit's projects use.</summary>
internal static class ReleaseNoteText
{
    /// <summary>The description as it stood when the request was merged; empty where there is none.</summary>
    /// <param name="kind">The form of the notes.</param>
    /// <param name="title">The request's title.</param>
    /// <param name="note">The note's sentence.</param>
    /// <param name="issue">The issue that it fixes.</param>
    public static string Description(NoteKind kind, string title, string note, int issue)
    {
        string intro = $"{title}, as discussed in the planning. See the commits for the details.\n\nFixes #{issue}";
        return kind switch
        {
            NoteKind.NoBody => string.Empty,
            NoteKind.Absent => intro,
            NoteKind.Autoupdate => "<!--pre-commit.ci start-->\nupdates:\n- https://github.com/astral-sh/ruff-pre-commit: v0.12.1 -> v0.12.2\n<!--pre-commit.ci end-->",
            NoteKind.Empty => $"{intro}\n\nRELEASE NOTES BEGIN\n\nRELEASE NOTES END",
            _ => $"{intro}\n\nRELEASE NOTES BEGIN\n\n{Notes(kind, note)}\n\nRELEASE NOTES END",
        };
    }

    /// <summary>Whether readers of the blog learn something from it.</summary>
    public static bool IsNote(NoteKind kind) => kind is NoteKind.Sentence or NoteKind.Lines;

    private static string Notes(NoteKind kind, string note) => kind switch
    {
        NoteKind.NotApplicable => "N/A",
        NoteKind.None => "None.",
        NoteKind.Lines => $"{note} In detail:\n\n- it can be set for each job,\n- it falls back to the project's default,\n- errors show in the commit's status.",
        _ => note,
    };
}
