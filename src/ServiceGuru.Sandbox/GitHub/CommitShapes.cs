using ServiceGuru.Sandbox.Git;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>Commits and comparisons as GitHub writes them (https://docs.github.com/rest/commits/commits).</summary>
/// <param name="links">The addresses.</param>
internal sealed class CommitShapes(GitHubLinks links)
{
    /// <summary>A commit, as in lists.</summary>
    public object Commit(SandboxRepository repository, SandboxCommit commit) => new
    {
        sha = commit.Sha,
        node_id = "C_" + commit.Sha[..20],
        commit = new
        {
            author = new { name = commit.AuthorName, email = commit.AuthorMail, date = commit.AuthorDate.ToGitHub() },
            committer = new { name = commit.CommitterName, email = commit.CommitterMail, date = commit.CommitDate.ToGitHub() },
            message = commit.Message,
            tree = new { sha = commit.Tree, url = links.Api(repository, $"/git/trees/{commit.Tree}") },
            url = links.Api(repository, $"/git/commits/{commit.Sha}"),
            comment_count = 0,
            verification = new { verified = false, reason = "unsigned", signature = (string?)null, payload = (string?)null, verified_at = (string?)null },
        },
        url = links.Api(repository, $"/commits/{commit.Sha}"),
        html_url = links.Web(repository, $"/commit/{commit.Sha}"),
        comments_url = links.Api(repository, $"/commits/{commit.Sha}/comments"),
        author = Account(commit.AuthorMail),
        committer = Account(commit.CommitterMail),
        parents = commit.Parents.Select(parent => new
        {
            sha = parent,
            url = links.Api(repository, $"/commits/{parent}"),
            html_url = links.Web(repository, $"/commit/{parent}"),
        }),
    };

    /// <summary>A comparison of two commits; the listed commits are one page of them.</summary>
    public object Comparison(SandboxRepository repository, SandboxCommit start, SandboxCommit head, Func<IReadOnlyList<SandboxCommit>, IReadOnlyList<SandboxCommit>> page)
    {
        HashSet<string> ofHead = repository.Commits.Ancestors(head.Sha);
        HashSet<string> ofBase = repository.Commits.Ancestors(start.Sha);
        IReadOnlyList<SandboxCommit> ahead = repository.Commits.Missing(head.Sha, ofBase);
        int behind = ofBase.Count(sha => !ofHead.Contains(sha));
        SandboxCommit? common = ofBase.Where(ofHead.Contains).Select(repository.Commits.Find).OfType<SandboxCommit>().MaxBy(commit => commit.CommitDate);
        string address = links.Web(repository, $"/compare/{start.Sha}...{head.Sha}");
        return new
        {
            url = links.Api(repository, $"/compare/{start.Sha}...{head.Sha}"),
            html_url = address,
            permalink_url = address,
            diff_url = address + ".diff",
            patch_url = address + ".patch",
            base_commit = Commit(repository, start),
            merge_base_commit = common is null ? null : Commit(repository, common),
            status = (ahead.Count, behind) switch
            {
                (0, 0) => "identical",
                ( > 0, 0) => "ahead",
                (0, > 0) => "behind",
                _ => "diverged",
            },
            ahead_by = ahead.Count,
            behind_by = behind,
            total_commits = ahead.Count,
            commits = page(ahead).Select(commit => Commit(repository, commit)),
            files = Array.Empty<object>(),
        };
    }

    private object? Account(string mail)
    {
        Person? person = HistoryMaterial.People.Append(HistoryMaterial.LinterBot).Append(Person.CodeHost).FirstOrDefault(person => person.Mail == mail);
        return person is null ? null : links.User(person);
    }
}
