using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>Commits as people read them.</summary>
internal static class CommitLines
{
    private const int Most = 20;

    /// <summary>Gives one line a commit, at most twenty, and says how many more there are.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Commit> commits)
    {
        List<string> lines = [.. commits.Take(Most).Select(commit => $"{commit.ShortSha} {commit.Subject} ({commit.Author})")];
        if (commits.Count > Most)
        {
            lines.Add($"and {commits.Count - Most} more");
        }

        return lines;
    }

    /// <summary>Gives one line a commit that a branch loses, at most twenty; cherry-picks that the source has, too, say so.</summary>
    public static IReadOnlyList<string> OfLost(BranchState state)
    {
        List<string> lines = [.. state.Lost.Take(Most).Select(commit => LostLine(state, commit))];
        if (state.Lost.Count > Most)
        {
            lines.Add($"and {state.Lost.Count - Most} more");
        }

        return lines;
    }

    /// <summary>Gives the line of one commit that a branch loses.</summary>
    public static string LostLine(BranchState state, Commit commit) =>
        $"{commit.ShortSha} {commit.Subject} ({commit.Author}){(state.Picked?.Contains(commit.Sha) == true ? $" - {state.Repository.Source} has the same change" : string.Empty)}";

    /// <summary>Gives "1 commit" or "12 commits".</summary>
    public static string Count(int commits) => Quantity.Of(commits, "commit");

    /// <summary>Gives the first seven characters.</summary>
    public static string Short(string sha) => sha.Length > 7 ? sha[..7] : sha;
}
