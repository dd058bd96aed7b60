using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Git;

/// <summary>One bare repository of the world, with what the code host knows about it.</summary>
/// <param name="definition">The repository's definition.</param>
/// <param name="path">Its absolute path.</param>
internal sealed class SandboxRepository(RepositoryDefinition definition, string path)
{
    /// <summary>Gets the definition.</summary>
    public RepositoryDefinition Definition => definition;

    /// <summary>Gets the name.</summary>
    public string Name => definition.Name;

    /// <summary>Gets the absolute path.</summary>
    public string Path => path;

    /// <summary>Gets the commits.</summary>
    public CommitStore Commits { get; } = new(path);

    /// <summary>Gets the pull requests, oldest first.</summary>
    public IReadOnlyList<PullRequest> PullRequests { get; init; } = [];

    /// <summary>Gets the release tags and their full commits.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>The full commit of a branch now, or null where there is no such branch.</summary>
    public string? Head(string branch) => RefFiles.Read(path, $"refs/heads/{branch}");

    /// <summary>Finds what a branch name, a full or an abbreviated (7 digits or more) commit stands for.</summary>
    public async Task<SandboxCommit?> ResolveAsync(string revision, CancellationToken cancellationToken)
    {
        string name = Head(revision) ?? revision;
        if (FindCommit(name) is { } known)
        {
            return known;
        }

        await Commits.LoadAsync(cancellationToken);
        return FindCommit(name);
    }

    /// <summary>The commit at which the branch's first-parent line stood at a time.</summary>
    public string? HeadAt(string branch, DateTimeOffset time) => Head(branch) is { } head
        ? Commits.FirstParents(head).FirstOrDefault(commit => commit.CommitDate <= time)?.Sha
        : null;

    /// <summary>The version of a commit, as Python's packaging makes it from tags: <c>0.76.0.post18+g116edc5</c>.</summary>
    public string Version(string sha)
    {
        HashSet<string> ancestors = Commits.Ancestors(sha);
        string tag = "0.1.0";
        int since = ancestors.Count;
        foreach ((string name, string target) in Tags.Where(tag => ancestors.Contains(tag.Value)))
        {
            int distance = ancestors.Count - Commits.Ancestors(target).Count;
            (tag, since) = distance < since ? (name, distance) : (tag, since);
        }

        return since == 0 ? tag : $"{tag}.post{since}+g{sha[..7]}";
    }

    private SandboxCommit? FindCommit(string name) => name.Length switch
    {
        40 => Commits.Find(name),
        >= 7 and < 40 => Commits.FindAbbreviated(name),
        _ => null,
    };
}
