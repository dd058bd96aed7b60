using System.Globalization;
using System.Text;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Writes a history in the language of <c>git fast-import</c> (https://git-scm.com/docs/git-fast-import).</summary>
internal static class FastImport
{
    /// <summary>The stream that makes all commits and refs of a plan.</summary>
    public static string Stream(HistoryPlan plan, string mainBranch)
    {
        var text = new StringBuilder();
        foreach (PlannedCommit commit in plan.Commits)
        {
            Commit(text, $"refs/heads/{mainBranch}", commit, [.. commit.Parents.Select(parent => $":{parent}")]);
        }

        foreach ((string name, int mark) in plan.Refs)
        {
            text.Append(CultureInfo.InvariantCulture, $"reset {name}\nfrom :{mark}\n\n");
        }

        return text.Append("done\n").ToString();
    }

    /// <summary>The stream that puts one commit on top of a branch, or begins the branch where there is no parent.</summary>
    public static string Stream(string branch, string? parent, PlannedCommit commit)
    {
        var text = new StringBuilder();
        Commit(text, $"refs/heads/{branch}", commit, parent is null ? [] : [parent]);
        return text.Append("done\n").ToString();
    }

    /// <summary>The stream that merges: the changed files of the other side by their object names, null where one is gone.</summary>
    public static string Merge(string branch, IReadOnlyList<string> parents, PlannedCommit commit, IReadOnlyDictionary<string, string?> changed)
    {
        var text = new StringBuilder();
        Commit(text, $"refs/heads/{branch}", commit, parents);
        text.Length--;
        foreach ((string path, string? name) in changed)
        {
            text.Append(name is null ? $"D {path}\n" : $"M 100644 {name} {path}\n");
        }

        return text.Append("\ndone\n").ToString();
    }

    private static void Commit(StringBuilder text, string name, PlannedCommit commit, IReadOnlyList<string> parents)
    {
        text.Append(CultureInfo.InvariantCulture, $"commit {name}\nmark :{commit.Mark}\n");
        text.Append(CultureInfo.InvariantCulture, $"author {commit.Author.Name} <{commit.Author.Mail}> {commit.AuthorDate.ToUnixTimeSeconds()} +0000\n");
        text.Append(CultureInfo.InvariantCulture, $"committer {commit.Committer.Name} <{commit.Committer.Mail}> {commit.CommitDate.ToUnixTimeSeconds()} +0000\n");
        Data(text, commit.Message);
        foreach ((string parent, int index) in parents.Select((parent, index) => (parent, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{(index == 0 ? "from" : "merge")} {parent}\n");
        }

        foreach ((string path, string content) in commit.Files)
        {
            text.Append(CultureInfo.InvariantCulture, $"M 100644 inline {path}\n");
            Data(text, content);
        }

        text.Append('\n');
    }

    private static void Data(StringBuilder text, string content) =>
        text.Append(CultureInfo.InvariantCulture, $"data {Encoding.UTF8.GetByteCount(content)}\n{content}\n");
}
