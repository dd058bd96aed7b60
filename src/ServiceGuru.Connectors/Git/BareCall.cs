namespace ServiceGuru.Connectors.Git;

/// <summary>Runs git on a bare repository that lives for one piece of work.</summary>
internal sealed class BareCall(GitProgram git, GitAddress remote, string repository, TimeSpan timeout)
{
    /// <summary>Gets the repository's folder.</summary>
    public string Repository => repository;

    /// <summary>Makes the repository and fetches one commit with its files, without its ancestors.</summary>
    /// <exception cref="Operations.GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>).</exception>
    public async Task CreateAsync(string commit, CancellationToken cancellationToken)
    {
        await RunAsync(["init", "--quiet", "--bare", "--template=", $"--object-format={(commit.Length == 64 ? "sha256" : "sha1")}", repository], cancellationToken).ConfigureAwait(false);
        string[] fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--depth=1", "--end-of-options", GitProgram.RemoteName, $"{commit}:refs/kept/{commit}"];
        GitOutput output = await git.RunAsync(new GitCall(fetch, timeout) { Repository = repository, Remote = remote }, cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded)
        {
            throw GitFailures.Unreachable(remote, output);
        }
    }

    /// <summary>Runs git without the network.</summary>
    /// <returns>What it wrote.</returns>
    /// <exception cref="Operations.GuruException">It failed (<c>GitCacheUnusable</c>).</exception>
    public async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, IReadOnlyList<KeyValuePair<string, string>>? configuration = null)
    {
        GitOutput output = await git.RunAsync(new GitCall(arguments, timeout) { Repository = repository, Configuration = configuration ?? [] }, cancellationToken).ConfigureAwait(false);
        return output.Succeeded ? output.Text : throw GitFailures.CacheUnusable(repository, output.Reason);
    }
}
