using System.Security.Cryptography;
using System.Text;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Tests.Branches;

/// <summary>Remotes with real ancestry, kept in memory.</summary>
internal sealed class InMemoryGit : IGitRemote
{
    private readonly Dictionary<string, Commit> commits = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Url, string Ref), string> refs = [];
    private readonly object gate = new();
    private DateTimeOffset clock = new(2026, 5, 11, 14, 0, 0, TimeSpan.Zero);

    public HashSet<string> Unreachable { get; } = new(StringComparer.Ordinal);

    public List<RefUpdate> Updates { get; } = [];

    public List<string> Comparisons { get; } = [];

    public string Commit(string message, string author = "Jo", DateTimeOffset? at = null, params string[] parents)
    {
        clock = at ?? clock.AddMinutes(10);
        string sha = Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{message}|{clock:O}|{string.Join(',', parents)}|{commits.Count}")));
        commits[sha] = new Commit { Sha = sha, Parents = parents, Author = author, CommittedAt = clock, Message = message };
        return sha;
    }

    /// <summary>Puts a commit on top of a branch and moves it there.</summary>
    public string Push(string url, string branch, string message, string author = "Jo", DateTimeOffset? at = null)
    {
        string? parent = refs.GetValueOrDefault((url, Ref(branch)));
        string sha = Commit(message, author, at, parent is null ? [] : [parent]);
        Set(url, branch, sha);
        return sha;
    }

    /// <summary>Merges a fresh topic commit into a branch, as the code host's merge button does.</summary>
    public string Merge(string url, string branch, string message, DateTimeOffset? at = null)
    {
        string parent = refs[(url, Ref(branch))];
        string topic = Commit("Work", at: at, parents: [parent]);
        string sha = Commit(message, at: at, parents: [parent, topic]);
        Set(url, branch, sha);
        return sha;
    }

    public void Set(string url, string branch, string sha) => refs[(url, Ref(branch))] = sha;

    public string Get(string url, string branch) => refs[(url, Ref(branch))];

    public Task<IReadOnlyDictionary<string, string>> ListRefsAsync(string url, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        Reach(url);
        Dictionary<string, string> found = [];
        lock (gate)
        {
            foreach (string name in names)
            {
                if (refs.TryGetValue((url, name), out string? sha))
                {
                    found[name] = sha;
                }
            }
        }

        return Task.FromResult<IReadOnlyDictionary<string, string>>(found);
    }

    public Task<IReadOnlyList<Commit>> ListCommitsAsync(string url, string? from, string to, CancellationToken cancellationToken)
    {
        Reach(url);
        return Task.FromResult(Only(to, from));
    }

    public Task<BranchComparison> CompareAsync(string url, string left, string right, CancellationToken cancellationToken)
    {
        Reach(url);
        lock (gate)
        {
            Comparisons.Add(url);
        }

        return Task.FromResult(new BranchComparison(Only(left, right), Only(right, left)));
    }

    /// <summary>Commits whose change the other side has, too.</summary>
    public HashSet<string> Picked { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlySet<string>> ListPickedAsync(string url, string left, string right, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(Only(left, right).Select(commit => commit.Sha).Where(Picked.Contains).ToHashSet());

    public Task UpdateRefAsync(RefUpdate update, CancellationToken cancellationToken)
    {
        Reach(update.Url);
        lock (gate)
        {
            if (refs.GetValueOrDefault((update.Url, update.Ref)) != update.Expected)
            {
                throw new GuruException(new Failure { Id = "BranchMovedMeanwhile", Message = "moved" });
            }

            refs[(update.Url, update.Ref)] = update.New;
            Updates.Add(update);
        }

        return Task.CompletedTask;
    }

    private static string Ref(string branch) => $"refs/heads/{branch}";

    private void Reach(string url)
    {
        if (Unreachable.Contains(url))
        {
            throw new GuruException(new Failure { Id = "GitRemoteUnreachable", Kind = FailureKind.Unreachable, Message = $"{url} can't be read.", Target = url });
        }
    }

    private IReadOnlyList<Commit> Only(string of, string? without)
    {
        HashSet<string> excluded = without is null ? [] : Reachable(without);
        return [.. Reachable(of).Where(sha => !excluded.Contains(sha)).Select(sha => commits[sha]).OrderByDescending(commit => commit.CommittedAt)];
    }

    private HashSet<string> Reachable(string from)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Stack<string> open = new([from]);
        while (open.TryPop(out string? sha))
        {
            if (seen.Add(sha))
            {
                foreach (string parent in commits[sha].Parents)
                {
                    open.Push(parent);
                }
            }
        }

        return seen;
    }
}
