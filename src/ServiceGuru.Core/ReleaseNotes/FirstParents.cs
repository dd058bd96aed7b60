using ServiceGuru.Branches;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The commits that a branch itself has been at, without those that merges brought along.</summary>
internal static class FirstParents
{
    public static IReadOnlySet<string> Of(IReadOnlyList<Commit> commits, string head)
    {
        Dictionary<string, Commit> bySha = commits.ToDictionary(commit => commit.Sha, StringComparer.Ordinal);
        HashSet<string> line = new(StringComparer.Ordinal);
        for (string? sha = head; sha is not null && bySha.TryGetValue(sha, out Commit? commit); sha = commit.Parents.Count > 0 ? commit.Parents[0] : null)
        {
            line.Add(sha);
        }

        return line;
    }
}
