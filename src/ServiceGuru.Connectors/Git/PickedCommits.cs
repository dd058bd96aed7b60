namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Finds cherry-picks: commits of one branch whose change the other has under another name
/// (https://git-scm.com/docs/git-rev-list, --cherry-mark). That compares changes, and the commit cache has commits only,
/// so what is needed is fetched with its files, as deep as the branches differ, and thrown away.
/// </summary>
internal sealed class PickedCommits(GitProgram git, GitAddress remote)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <summary>Lists the full names of the left side's cherry-picks.</summary>
    /// <param name="left">A full commit.</param>
    /// <param name="right">A full commit.</param>
    /// <param name="depth">How many commits either side has alone.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">The remote can't be read, or does not hand out the commits (<c>GitRemoteUnreachable</c>).</exception>
    public async Task<IReadOnlySet<string>> FindAsync(string left, string right, int depth, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("guru-picked-").FullName;
        try
        {
            string repository = Path.Join(folder, "repository");
            await NeedAsync(new GitCall(["init", "--quiet", "--bare", "--template=", $"--object-format={(left.Length == 64 ? "sha256" : "sha1")}", repository], Timeout), cancellationToken).ConfigureAwait(false);

            // One more than differ: a change is the difference to a parent.
            GitCall call = new([], Timeout) { Repository = repository, Remote = remote };
            string[] fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", $"--depth={depth + 1}", "--end-of-options", GitProgram.RemoteName, $"{left}:refs/left", $"{right}:refs/right"];
            await NeedAsync(call with { Arguments = fetch }, cancellationToken).ConfigureAwait(false);
            GitOutput marked = await NeedAsync(call with { Arguments = ["rev-list", "--left-only", "--cherry-mark", "--no-merges", $"{left}...{right}", "--"], Remote = null }, cancellationToken).ConfigureAwait(false);
            return marked.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] == '=').Select(line => line[1..].Trim()).ToHashSet(StringComparer.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<GitOutput> NeedAsync(GitCall call, CancellationToken cancellationToken)
    {
        GitOutput output = await git.RunAsync(call, cancellationToken).ConfigureAwait(false);
        return output.Succeeded ? output : throw GitFailures.Unreachable(remote, output);
    }
}
