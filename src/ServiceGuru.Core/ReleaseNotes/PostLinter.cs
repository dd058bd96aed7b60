using ServiceGuru.ReleaseNotes.Rules;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Goes over a post with all rules.</summary>
internal sealed class PostLinter(IReadOnlyList<IPostRule> rules)
{
    /// <summary>Makes the linter of a service: its own subjects and words, its code host's links.</summary>
    public static PostLinter Of(ServiceDefinition service)
    {
        BlogDefinition blog = service.Blog ?? new BlogDefinition();
        string project = blog.Project ?? service.DisplayName;
        return new PostLinter(
        [
            new FrontMatterRule(),
            new MdxRule(),
            new PlaceholderRule(),
            new LinkRule(),
            new EndRule(),
            new IndentRule(),
            new DuplicateRule(),
            new WordRule("InternalSubject", blog.Internal.ToDictionary(word => word, _ => (string?)null, StringComparer.OrdinalIgnoreCase),
                word => $"'{word}' is an internal matter, of which users notice nothing.",
                _ => "Leave the entry out, or say what users notice of it."),
            new WordRule("Jargon", blog.Jargon.ToDictionary(word => word.Key, word => (string?)word.Value, StringComparer.OrdinalIgnoreCase),
                word => $"'{word}' is a word of insiders; the post is read by everybody.",
                plain => $"Say: {plain}."),
            new PassiveRule(project),
        ]);
    }

    /// <summary>Checks a text with LF line ends.</summary>
    /// <returns>The findings in the order of the lines.</returns>
    public IReadOnlyList<LintFinding> Check(string text)
    {
        PostText post = PostText.Read(text);
        return [.. rules.SelectMany(rule => rule.Check(post)).OrderBy(finding => finding.Line).ThenBy(finding => finding.Column)];
    }
}
