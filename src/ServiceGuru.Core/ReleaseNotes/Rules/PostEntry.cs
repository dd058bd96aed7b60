namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>One entry of a post: an item of its list, with all its lines.</summary>
/// <param name="Lines">The lines, at least one.</param>
internal sealed record PostEntry(IReadOnlyList<PostLine> Lines)
{
    /// <summary>Gets the whole text without the item's mark, code blanked out.</summary>
    public string Prose => string.Join('\n', Lines.Select(line => line.Prose))[2..];

    /// <summary>Gets the whole text without the item's mark.</summary>
    public string Text => string.Join('\n', Lines.Select(line => line.Text))[2..];

    /// <summary>Makes a finding on its first line.</summary>
    public LintFinding Finding(string rule, LintSeverity severity, string reason, string? suggestion = null) =>
        Lines[0].Finding(2, rule, severity, reason, suggestion);
}
