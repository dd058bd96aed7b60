namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>Further lines of an entry are indented, or they fall out of the list.</summary>
internal sealed class IndentRule : IPostRule
{
    /// <inheritdoc/>
    public IEnumerable<LintFinding> Check(PostText post)
    {
        bool inEntry = false;
        foreach (PostLine line in post.Body)
        {
            if (inEntry && !line.IsBlank && !line.IsIndented && !line.BeginsEntry && line.Text[0] != '#')
            {
                yield return line.Finding(0, "NotIndented", LintSeverity.Warning, "The line belongs to the entry above and is not indented, so that the list ends here.", "Begin it with two blanks, or leave a blank line before it.");
            }

            inEntry = line.BeginsEntry || (inEntry && !line.IsBlank && line.IsIndented);
        }
    }
}
