using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The repository that records, as submodules, which commits production has.</summary>
public sealed record MonorepoDefinition
{
    /// <summary>Anything that <c>git</c> accepts as a remote: SSH, HTTPS or a path.</summary>
    [Description("Anything that git accepts as a remote: an SSH or HTTPS address, or a path.")]
    public required string Url { get; init; }

    /// <summary>The branch that records.</summary>
    [Description("The branch that records.")]
    public string Branch { get; init; } = "main";

    /// <summary>The first line of the commit that records.</summary>
    [Description("The first line of the commit that records; the commits recorded are listed below it.")]
    public string Message { get; init; } = "chore: weekly deployment";

    /// <summary>Who commits, <c>Name &lt;address&gt;</c>; the user's own git identity if absent.</summary>
    [Description("Who commits, as Name <address>, e.g. where a Job has no git identity; the user's own git identity if absent.")]
    public string? Author { get; init; }

    /// <summary>The submodule's path by repository, where it is not the repository's name.</summary>
    [Description("The submodule's path by repository, where it is not the repository's name.")]
    public IReadOnlyDictionary<string, string> Submodules { get; init; } = new Dictionary<string, string>();
}
