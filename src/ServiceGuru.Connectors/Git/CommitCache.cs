using System.Security.Cryptography;
using System.Text;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// The commits of one remote, in a bare repository of our own: commits only, no files, where the server can filter
/// (https://git-scm.com/docs/partial-clone). Nothing in it is worth keeping: what is broken is thrown away and fetched
/// again. Use it under its lock.
/// </summary>
/// <remarks>
/// The repository is deliberately not marked as a partial clone; only fetches are told. So nothing that works on it
/// later goes back to the server, object by object, without being asked to.
/// </remarks>
/// <param name="git">The program.</param>
/// <param name="remote">The remote.</param>
/// <param name="root">The folder of all caches.</param>
/// <param name="files">Whether the files come along with the commits.</param>
internal sealed class CommitCache(GitProgram git, GitAddress remote, string root, bool files = false)
{
    /// <summary>Every fetch leaves a pack; with so many, starting again is faster than looking through them.</summary>
    private const int MaxPacks = 50;

    private static readonly TimeSpan FetchTimeout = TimeSpan.FromMinutes(10);

    // What the user set up for their own repositories must not run, prune or index here. It ends in the section "core".
    private const string Settings = "\tbare = true\n\thooksPath = no-hooks\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[fetch]\n\tprune = false\n\twriteCommitGraph = false\n[core]\n";

    private static readonly KeyValuePair<string, string>[] Filter =
    [
        new($"remote.{GitProgram.RemoteName}.promisor", "true"),
        new($"remote.{GitProgram.RemoteName}.partialclonefilter", "tree:0"),
    ];

    /// <summary>Gets the repository's folder.</summary>
    public string Path { get; } = System.IO.Path.Join(root, NameOf(remote) + (files ? "-files" : string.Empty));

    /// <summary>Gets the file to lock before anything here is used.</summary>
    public string LockFile => Path + ".lock";

    /// <summary>Sees to it that commits and all of their ancestors are here.</summary>
    /// <exception cref="Operations.GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>) or has no such commit (<c>CommitMissing</c>).</exception>
    public async Task FetchAsync(IReadOnlyCollection<string> commits, CancellationToken cancellationToken)
    {
        bool created = CreateUnlessThere(commits.First().Length);
        string[] missing = [.. commits.Distinct().Where(commit => !File.Exists(KeptRef(commit)))];
        if (missing.Length == 0)
        {
            return;
        }

        GitOutput output = await RunFetchAsync(missing.Select(commit => $"{commit}:refs/kept/{commit}"), cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded && !created && !GitAnswers.IsAboutRemote(output))
        {
            // Neither the network nor the server is to blame, so what is here is.
            Recreate(commits.First().Length);
            output = await RunFetchAsync(commits.Distinct().Select(commit => $"{commit}:refs/kept/{commit}"), cancellationToken).ConfigureAwait(false);
        }

        if (!output.Succeeded && GitAnswers.IsRefusedObject(output))
        {
            await FetchByRefAsync(missing, cancellationToken).ConfigureAwait(false);
        }
        else if (!output.Succeeded)
        {
            throw GitFailures.Unreachable(remote, output);
        }
    }

    /// <summary>Fetches what the remote's branches point at, so that a push knows what the remote has.</summary>
    public async Task FetchBranchesAsync(CancellationToken cancellationToken)
    {
        GitOutput output = await RunFetchAsync(["+refs/heads/*:refs/branches/*"], cancellationToken).ConfigureAwait(false);
        if (!output.Succeeded)
        {
            throw GitFailures.Unreachable(remote, output);
        }
    }

    /// <summary>Makes sure that a commit fetched before can still be read, with its ancestors if wanted; else fetches it again.</summary>
    public async Task RepairAsync(string commit, bool ancestors, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> arguments = ancestors ? ["rev-list", "--quiet", commit, "--"] : ["cat-file", "-e", commit + "^{commit}"];
        GitOutput check = await git.RunAsync(Call(arguments), cancellationToken).ConfigureAwait(false);
        if (!check.Succeeded)
        {
            Delete();
            await FetchAsync([commit], cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Throws everything away.</summary>
    public void Delete()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Gone is what it should be.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GitFailures.CacheUnusable(Path, exception.Message, exception);
        }
    }

    private static string NameOf(GitAddress remote)
    {
        string tail = new([.. remote.Url.TrimEnd('/').Split('/', '\\', ':')[^1].Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(40)]);
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(remote.Url)))[..16].ToLowerInvariant();
        return $"{tail}-{hash}";
    }

    // Servers that hand out no commits by name hand out their branches.
    private async Task FetchByRefAsync(IEnumerable<string> commits, CancellationToken cancellationToken)
    {
        await FetchBranchesAsync(cancellationToken).ConfigureAwait(false);
        foreach (string commit in commits)
        {
            GitOutput kept = await git.RunAsync(Call(["update-ref", $"refs/kept/{commit}", commit]), cancellationToken).ConfigureAwait(false);
            if (!kept.Succeeded)
            {
                throw GitFailures.CommitMissing(remote, commit, kept.Reason);
            }
        }
    }

    private async Task<GitOutput> RunFetchAsync(IEnumerable<string> refspecs, CancellationToken cancellationToken)
    {
        GitCall call = Call(["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--end-of-options", GitProgram.RemoteName, .. refspecs]);
        GitOutput output = await git.RunAsync(files ? call : call with { Configuration = Filter }, cancellationToken).ConfigureAwait(false);

        // Most servers without filters ignore the wish; some transports refuse it.
        return !output.Succeeded && GitAnswers.IsRefusedFilter(output)
            ? await git.RunAsync(call, cancellationToken).ConfigureAwait(false)
            : output;
    }

    private GitCall Call(IReadOnlyList<string> arguments) => new(arguments, FetchTimeout) { Repository = Path, Remote = remote };

    private string KeptRef(string commit) => System.IO.Path.Join(Path, "refs", "kept", commit);

    private bool CreateUnlessThere(int nameLength)
    {
        var packs = new DirectoryInfo(System.IO.Path.Join(Path, "objects", "pack"));
        if (packs.Exists && packs.EnumerateFiles("*.pack").Take(MaxPacks).Count() < MaxPacks)
        {
            return false;
        }

        Recreate(nameLength);
        return true;
    }

    // What `git init` would write, without a process and without the user's templates and hooks.
    private void Recreate(int nameLength)
    {
        Delete();
        string format = nameLength == 64 ? "\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n" : "\trepositoryformatversion = 0\n";
        try
        {
            Directory.CreateDirectory(System.IO.Path.Join(Path, "refs", "kept"));
            File.WriteAllText(System.IO.Path.Join(Path, "config"), $"[core]\n{Settings}{format}");
            File.WriteAllText(System.IO.Path.Join(Path, "HEAD"), "ref: refs/heads/none\n");
            Directory.CreateDirectory(System.IO.Path.Join(Path, "objects", "info"));
            Directory.CreateDirectory(System.IO.Path.Join(Path, "objects", "pack"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw GitFailures.CacheUnusable(Path, exception.Message, exception);
        }
    }
}
