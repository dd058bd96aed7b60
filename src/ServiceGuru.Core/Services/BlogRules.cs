using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Services;

/// <summary>What must hold for the blog, beyond the types.</summary>
internal static class BlogRules
{
    /// <summary>Tells every rule that is broken, by the key.</summary>
    public static void Check(BlogDefinition blog, Action<string, string> tell)
    {
        if (blog.Slug is not null && !ServiceDefinitionRules.SlugPattern().IsMatch(blog.Slug))
        {
            tell("slug", $"must be owner/name, not '{blog.Slug}'.");
        }

        if (!ServiceDefinitionRules.BranchPattern().IsMatch(blog.Branch) || blog.Branch.Contains("..", StringComparison.Ordinal))
        {
            tell("branch", $"is no branch name: '{blog.Branch}'.");
        }

        if (blog.Directory.Split('/').Contains("..") || blog.Directory.StartsWith('/'))
        {
            tell("directory", $"must be a folder of the repository, not '{blog.Directory}'.");
        }

        if (blog.Approvals < 0)
        {
            tell("approvals", "must be 0 or more.");
        }

        IReadOnlyList<string> unknown = Placeholders.Unknown(blog.Title, Placeholders.OfTitle);
        if (unknown.Count > 0)
        {
            tell("title", $"has a placeholder that nothing fills: {string.Join(", ", unknown)}. There are {string.Join(", ", Placeholders.OfTitle.Select(name => $"{{{name}}}"))}.");
        }
    }
}
