using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// Remote repositories through the <c>git</c> program (https://git-scm.com/docs), so that the user's keys, credential
/// helpers and proxies work as they set them up. Needs git 2.31 or newer. Safe to use from several threads and, with one
/// cache folder, from several processes.
/// </summary>
public sealed class GitRemote : IGitRemote
{
    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(15);
    private readonly string cacheDirectory;
    private readonly string baseDirectory;
    private readonly TimeProvider time;
    private readonly GitProgram git;

    /// <summary>Initializes a new instance of the <see cref="GitRemote"/> class.</summary>
    /// <param name="cacheDirectory">The folder for the commits of remotes; made when needed, may be deleted at any time.</param>
    /// <param name="baseDirectory">The folder from which relative paths of repositories count.</param>
    /// <param name="time">The clock of the time-outs.</param>
    public GitRemote(string cacheDirectory, string baseDirectory, TimeProvider time)
        : this(cacheDirectory, baseDirectory, time, new GitProgram(time))
    {
    }

    /// <summary>Initializes a new instance of the <see cref="GitRemote"/> class with a git program of one's own.</summary>
    internal GitRemote(string cacheDirectory, string baseDirectory, TimeProvider time, GitProgram git)
    {
        this.cacheDirectory = Path.GetFullPath(cacheDirectory);
        this.baseDirectory = Path.GetFullPath(baseDirectory);
        this.time = time;
        this.git = git;
    }

    /// <summary>Gets the program, for what else is done with remotes.</summary>
    internal GitProgram Program => git;

    /// <summary>Reads an address; a relative path counts from the definition's folder.</summary>
    internal GitAddress Address(string url) => GitAddress.Parse(url, baseDirectory);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> ListRefsAsync(string url, IReadOnlyCollection<string> refs, CancellationToken cancellationToken)
    {
        foreach (string name in refs)
        {
            GitNames.RequireRef(name);
        }

        return ListRefsAsync(GitAddress.Parse(url, baseDirectory), refs, cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>) or lacks a commit (<c>CommitMissing</c>).</exception>
    public async Task<IReadOnlyList<Commit>> ListCommitsAsync(string url, string? from, string to, CancellationToken cancellationToken)
    {
        if (from == to)
        {
            return [];
        }

        string[] commits = from is null ? [to] : [from, to];
        string[] range = from is null ? [to] : [to, $"^{from}"];
        return [.. (await ReadLogAsync(url, commits, range, cancellationToken).ConfigureAwait(false)).Select(one => one.Commit)];
    }

    /// <inheritdoc/>
    /// <exception cref="GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>) or lacks a commit (<c>CommitMissing</c>).</exception>
    public async Task<BranchComparison> CompareAsync(string url, string left, string right, CancellationToken cancellationToken)
    {
        if (left == right)
        {
            return new BranchComparison([], []);
        }

        IReadOnlyList<(char Side, Commit Commit)> log = await ReadLogAsync(url, [left, right], ["--left-right", $"{left}...{right}"], cancellationToken).ConfigureAwait(false);
        return new BranchComparison(
            [.. log.Where(one => one.Side == '<').Select(one => one.Commit)],
            [.. log.Where(one => one.Side == '>').Select(one => one.Commit)]);
    }

    /// <inheritdoc/>
    public async Task UpdateRefAsync(RefUpdate update, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(update);
        GitNames.RequireRef(update.Ref);
        GitNames.RequireObject(update.New);
        if (update.Expected is not null)
        {
            GitNames.RequireObject(update.Expected);
        }

        GitAddress remote = GitAddress.Parse(update.Url, baseDirectory);
        CommitCache cache = CacheOf(remote);
        using CacheLock held = await LockAsync(cache, cancellationToken).ConfigureAwait(false);
        await cache.FetchAsync([update.New], cancellationToken).ConfigureAwait(false);
        await cache.RepairAsync(update.New, ancestors: false, cancellationToken).ConfigureAwait(false);
        var push = new RefPush(git, cache.Path, remote, update, (refs, token) => ListRefsAsync(remote, refs, token), async token =>
        {
            await cache.RepairAsync(update.New, ancestors: true, token).ConfigureAwait(false);
            await cache.FetchBranchesAsync(token).ConfigureAwait(false);
        });
        await push.RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlySet<string>> ListPickedAsync(string url, string left, string right, CancellationToken cancellationToken)
    {
        BranchComparison comparison = await CompareAsync(url, left, right, cancellationToken).ConfigureAwait(false);
        if (comparison.LeftOnly.Count == 0 || comparison.RightOnly.Count == 0)
        {
            return new HashSet<string>();
        }

        int depth = Math.Max(comparison.LeftOnly.Count, comparison.RightOnly.Count);
        return await new PickedCommits(git, GitAddress.Parse(url, baseDirectory)).FindAsync(left, right, depth, cancellationToken).ConfigureAwait(false);
    }

    internal async Task<IReadOnlyDictionary<string, string>> ListRefsAsync(GitAddress remote, IReadOnlyCollection<string> refs, CancellationToken cancellationToken)
    {
        // Spares servers with thousands of pull requests the list of them all.
        string[] kinds = refs.All(name => name.StartsWith("refs/heads/", StringComparison.Ordinal)) ? ["--heads"] : [];
        var call = new GitCall(["ls-remote", "--quiet", .. kinds, "--end-of-options", GitProgram.RemoteName, .. refs], ReadTimeout) { Remote = remote };
        GitOutput output = await git.RunAsync(call, cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded)
        {
            throw GitFailures.Unreachable(remote, output);
        }

        // Patterns of ls-remote match the ends of names, too.
        return output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.TrimEnd('\r').Split('\t'))
            .Where(parts => parts.Length == 2 && refs.Contains(parts[1]))
            .ToDictionary(parts => parts[1], parts => parts[0]);
    }

    private async Task<IReadOnlyList<(char Side, Commit Commit)>> ReadLogAsync(string url, string[] commits, string[] range, CancellationToken cancellationToken)
    {
        foreach (string commit in commits)
        {
            GitNames.RequireObject(commit);
        }

        GitAddress remote = GitAddress.Parse(url, baseDirectory);
        CommitCache cache = CacheOf(remote);
        using CacheLock held = await LockAsync(cache, cancellationToken).ConfigureAwait(false);
        var call = new GitCall(["rev-list", "--date-order", CommitLog.Format, .. range, "--"], ReadTimeout)
        {
            Repository = cache.Path,
            Configuration = [new("i18n.logOutputEncoding", "UTF-8"), new("core.commitGraph", "false")],
        };
        await cache.FetchAsync(commits, cancellationToken).ConfigureAwait(false);
        GitOutput output = await git.RunAsync(call, cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded)
        {
            // The list needs nothing but the cache, so the cache is broken.
            cache.Delete();
            await cache.FetchAsync(commits, cancellationToken).ConfigureAwait(false);
            output = await git.RunAsync(call, cancellationToken).ConfigureAwait(false);
        }

        return output.Succeeded ? [.. CommitLog.Read(output.Text)] : throw GitFailures.CacheUnusable(cache.Path, output.Reason);
    }

    private CommitCache CacheOf(GitAddress remote) => new(git, remote, cacheDirectory);

    private Task<CacheLock> LockAsync(CommitCache cache, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(cacheDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GitFailures.CacheUnusable(cacheDirectory, exception.Message, exception);
        }

        return CacheLock.TakeAsync(cache.LockFile, LockTimeout, time, cancellationToken);
    }
}
