using ServiceGuru.Infrastructure;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// The files of remote repositories through the <c>git</c> program (https://git-scm.com/docs/git-diff-tree,
/// https://git-scm.com/docs/git-cat-file), from a cache of our own: nobody's checkout is needed or touched.
/// </summary>
internal sealed class GitFiles(string cacheDirectory, string baseDirectory, TimeProvider time, GitProgram git) : IGitFiles
{
    private const int LongestFile = 1024 * 1024;

    // The tree without entries, which git knows without having it, by the length of object names.
    private const string EmptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
    private const string EmptyTreeSha256 = "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321";

    private static readonly TimeSpan ReadTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LockTimeout = TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<FileChange>> ListChangesAsync(string url, string? from, string to, CancellationToken cancellationToken)
    {
        string[] commits = from is null ? [to] : [from, to];
        string before = from ?? (to.Length == 64 ? EmptyTreeSha256 : EmptyTree);
        (GitOutput output, string path) = await RunAsync(url, commits, ["diff-tree", "-r", "-z", "-M", "--name-status", "--end-of-options", before, to], cancellationToken).ConfigureAwait(false);
        return output.Succeeded ? [.. Read(output.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))] : throw GitFailures.CacheUnusable(path, output.Reason);
    }

    /// <inheritdoc/>
    public async Task<string?> ReadFileAsync(string url, string commit, string path, CancellationToken cancellationToken)
    {
        (GitOutput output, _) = await RunAsync(url, [commit], ["cat-file", "blob", $"{commit}:{path}"], cancellationToken).ConfigureAwait(false);
        return output.Succeeded && output.Text.Length <= LongestFile ? output.Text : null;
    }

    // "M", path; "R087", old path, new path.
    private static IEnumerable<FileChange> Read(string[] fields)
    {
        for (int index = 0; index + 1 < fields.Length; index += 2)
        {
            char letter = fields[index][0];
            if (letter is 'R' or 'C')
            {
                index++;
            }

            FileChangeKind kind = letter switch
            {
                'A' or 'C' => FileChangeKind.Added,
                'D' => FileChangeKind.Deleted,
                'R' => FileChangeKind.Renamed,
                _ => FileChangeKind.Modified,
            };
            yield return new FileChange(kind, GitText.OneLine(fields[index + 1]));
        }
    }

    private async Task<(GitOutput Output, string Path)> RunAsync(string url, string[] commits, string[] arguments, CancellationToken cancellationToken)
    {
        foreach (string commit in commits)
        {
            GitNames.RequireObject(commit);
        }

        var cache = new CommitCache(git, GitAddress.Parse(url, baseDirectory), cacheDirectory, files: true);
        try
        {
            Directory.CreateDirectory(cacheDirectory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GitFailures.CacheUnusable(cacheDirectory, exception.Message, exception);
        }

        using CacheLock held = await CacheLock.TakeAsync(cache.LockFile, LockTimeout, time, cancellationToken).ConfigureAwait(false);
        await cache.FetchAsync(commits, cancellationToken).ConfigureAwait(false);
        await cache.RepairAsync(commits[^1], ancestors: false, cancellationToken).ConfigureAwait(false);
        return (await git.RunAsync(new GitCall(arguments, ReadTimeout) { Repository = cache.Path }, cancellationToken).ConfigureAwait(false), cache.Path);
    }
}
