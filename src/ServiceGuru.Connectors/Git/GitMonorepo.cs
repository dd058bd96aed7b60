using ServiceGuru.Branches;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// The monorepo through the <c>git</c> program. A submodule is an entry of mode 160000 in a tree
/// (https://git-scm.com/docs/gitsubmodules), so neither its repository nor a work tree is needed to set one: the newest
/// commit alone is fetched into a bare repository, a tree is made from it, and a commit of that is pushed.
/// </summary>
internal sealed class GitMonorepo(MonorepoDefinition definition, GitRemote remotes) : IMonorepo
{
    private const string Link = "160000";

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    // Whose commit it is must be known, not guessed from the machine's name.
    private static readonly KeyValuePair<string, string> NoGuess = new("user.useConfigOnly", "true");

    private string Branch => $"refs/heads/{definition.Branch}";

    /// <inheritdoc/>
    public async Task RequireAuthorAsync(CancellationToken cancellationToken)
    {
        foreach (string who in new[] { "GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT" })
        {
            GitOutput output = await remotes.Program.RunAsync(new GitCall(["var", who], Timeout) { Configuration = Author() }, cancellationToken).ConfigureAwait(false);
            if (!output.Succeeded)
            {
                throw GitFailures.NoIdentity(output.Reason);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<MonorepoState> ReadAsync(CancellationToken cancellationToken)
    {
        GitAddress remote = remotes.Address(definition.Url);
        IReadOnlyDictionary<string, string> refs = await remotes.ListRefsAsync(remote, [Branch], cancellationToken).ConfigureAwait(false);
        if (refs.GetValueOrDefault(Branch) is not { } head)
        {
            throw GitFailures.NoBranch(remote, definition.Branch);
        }

        return await InBareAsync(remote, head, async call => new MonorepoState(head, await LinksAsync(call, head, cancellationToken).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<string> CommitAsync(string head, IReadOnlyDictionary<string, string> links, string message, CancellationToken cancellationToken)
    {
        GitNames.RequireObject(head);
        foreach (string commit in links.Values)
        {
            GitNames.RequireObject(commit);
        }

        GitAddress remote = remotes.Address(definition.Url);
        return await InBareAsync(
            remote,
            head,
            async call =>
            {
                string commit = await MakeAsync(call, head, links, message, cancellationToken).ConfigureAwait(false);
                RefUpdate update = new(definition.Url, Branch, head, commit);
                RefPush push = new(remotes.Program, call.Repository!, remote, update, (refs, token) => remotes.ListRefsAsync(remote, refs, token), _ => Task.CompletedTask);
                await push.RunAsync(cancellationToken).ConfigureAwait(false);
                return commit;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyDictionary<string, string>> LinksAsync(BareCall call, string head, CancellationToken cancellationToken)
    {
        string tree = await call.RunAsync(["ls-tree", "-r", "-z", "--full-tree", head], cancellationToken).ConfigureAwait(false);
        return tree.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('\t', 2))
            .Where(parts => parts.Length == 2 && parts[0].StartsWith($"{Link} ", StringComparison.Ordinal))
            .ToDictionary(parts => parts[1], parts => parts[0].Split(' ')[2], StringComparer.Ordinal);
    }

    private async Task<string> MakeAsync(BareCall call, string head, IReadOnlyDictionary<string, string> links, string message, CancellationToken cancellationToken)
    {
        await call.RunAsync(["read-tree", head], cancellationToken).ConfigureAwait(false);
        await call.RunAsync(["update-index", .. links.SelectMany(link => new[] { "--cacheinfo", $"{Link},{link.Value},{link.Key}" })], cancellationToken).ConfigureAwait(false);
        string tree = (await call.RunAsync(["write-tree"], cancellationToken).ConfigureAwait(false)).Trim();
        string[] sign = await SignsAsync(cancellationToken).ConfigureAwait(false) ? ["-S"] : [];
        return (await call.RunAsync(["commit-tree", .. sign, "-p", head, "-m", message.Trim(), tree], cancellationToken, Author()).ConfigureAwait(false)).Trim();
    }

    // The plumbing does not follow this setting of the user's by itself.
    private async Task<bool> SignsAsync(CancellationToken cancellationToken)
    {
        GitOutput output = await remotes.Program.RunAsync(new GitCall(["config", "--type=bool", "--get", "commit.gpgSign"], Timeout), cancellationToken).ConfigureAwait(false);
        return output.Succeeded && output.Text.Trim() == "true";
    }

    private IReadOnlyList<KeyValuePair<string, string>> Author()
    {
        if (definition.Author is not { } author)
        {
            return [NoGuess];
        }

        int address = author.LastIndexOf('<');
        return [NoGuess, new("user.name", author[..address].Trim()), new("user.email", author[(address + 1)..].TrimEnd('>', ' '))];
    }

    // A repository of one commit's files is made faster than an old one is mended after a crash, so none is kept.
    private async Task<T> InBareAsync<T>(GitAddress remote, string head, Func<BareCall, Task<T>> work, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("guru-monorepo-").FullName;
        try
        {
            BareCall call = new(remotes.Program, remote, Path.Join(folder, "repository"), Timeout);
            await call.CreateAsync(head, cancellationToken).ConfigureAwait(false);
            return await work(call).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
