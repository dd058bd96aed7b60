namespace ServiceGuru.ReleaseNotes.Rules;

/// <summary>One rule that a post is checked by.</summary>
internal interface IPostRule
{
    /// <summary>Gives what it finds.</summary>
    IEnumerable<LintFinding> Check(PostText post);
}
