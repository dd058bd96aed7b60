namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>One line of a post's body.</summary>
/// <param name="Number">Its number in the file, from 1 on.</param>
/// <param name="Text">As it stands.</param>
/// <param name="Prose">With code blanked out, of the same length.</param>
internal sealed record PostLine(int Number, string Text, string Prose)
{
    /// <summary>Gets a value indicating whether nothing stands there.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <summary>Gets a value indicating whether an item of a list begins there, at the left edge.</summary>
    public bool BeginsEntry => Text.Length > 1 && Text[0] is '-' or '*' or '+' && Text[1] == ' ' && !string.IsNullOrWhiteSpace(Prose);

    /// <summary>Gets a value indicating whether it belongs to what stands above, as Markdown sees it.</summary>
    public bool IsIndented => Text.Length > 0 && Text[0] is ' ' or '\t';

    /// <summary>Makes a finding at a place of the line.</summary>
    public LintFinding Finding(int index, string rule, LintSeverity severity, string reason, string? suggestion = null) =>
        new() { Line = Number, Column = index + 1, Rule = rule, Severity = severity, Reason = reason, Suggestion = suggestion };
}
