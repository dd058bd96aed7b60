using System.Collections.Concurrent;
using System.Globalization;

namespace ServiceGuru.Sandbox.Git;

/// <summary>The commits of one repository in memory, read again when somebody pushed unknown ones.</summary>
/// <param name="path">The bare repository.</param>
internal sealed class CommitStore(string path)
{
    private const char Field = '\x1f';
    private const char Record = '\x1e';

    private readonly ConcurrentDictionary<string, SandboxCommit> commits = new(StringComparer.Ordinal);

    /// <summary>Finds a commit by its full name.</summary>
    public SandboxCommit? Find(string sha) => commits.GetValueOrDefault(sha);

    /// <summary>Finds the one commit whose name begins so, or null.</summary>
    public SandboxCommit? FindAbbreviated(string start)
    {
        List<SandboxCommit> found = [.. commits.Values.Where(commit => commit.Sha.StartsWith(start, StringComparison.Ordinal)).Take(2)];
        return found.Count == 1 ? found[0] : null;
    }

    /// <summary>Reads all commits that any ref reaches.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        string format = string.Join("%x1f", "%H", "%T", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B") + "%x1e";
        string log = await GitProgram.RunAsync(path, ["log", "--all", $"--format=tformat:{format}"], input: null, cancellationToken);
        foreach (string record in log.Split(Record, StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = record.TrimStart('\n').Split(Field);
            if (fields.Length == 10)
            {
                commits[fields[0]] = new SandboxCommit(
                    fields[0], fields[1], fields[2].Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    fields[3], fields[4], Date(fields[5]), fields[6], fields[7], Date(fields[8]), fields[9].TrimEnd('\n'));
            }
        }
    }

    /// <summary>The commit and all that it builds on.</summary>
    public HashSet<string> Ancestors(string sha) => [.. ParentsFirst(sha).Select(commit => commit.Sha)];

    /// <summary>The commits that <paramref name="head"/> has and <paramref name="without"/> lacks, oldest first.</summary>
    public IReadOnlyList<SandboxCommit> Missing(string head, HashSet<string> without) =>
        [.. ParentsFirst(head).Where(commit => !without.Contains(commit.Sha)).OrderBy(commit => commit.CommitDate)];

    /// <summary>The line of first parents from a commit down.</summary>
    public IEnumerable<SandboxCommit> FirstParents(string sha)
    {
        for (SandboxCommit? commit = Find(sha); commit is not null; commit = commit.Parents.Count == 0 ? null : Find(commit.Parents[0]))
        {
            yield return commit;
        }
    }

    private List<SandboxCommit> ParentsFirst(string sha)
    {
        var ordered = new List<SandboxCommit>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(string Sha, bool ParentsDone)>([(sha, false)]);
        while (open.TryPop(out (string Sha, bool ParentsDone) next))
        {
            if (Find(next.Sha) is not { } commit || (!next.ParentsDone && !seen.Add(next.Sha)))
            {
                continue;
            }

            if (next.ParentsDone)
            {
                ordered.Add(commit);
                continue;
            }

            open.Push((next.Sha, true));
            foreach (string parent in commit.Parents.Reverse())
            {
                open.Push((parent, false));
            }
        }

        return ordered;
    }

    private static DateTimeOffset Date(string seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
}
