using System.Globalization;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Connectors.Git;

/// <summary>
/// A clone on this machine, looked at through the <c>git</c> program (https://git-scm.com/docs/git-status,
/// https://git-scm.com/docs/git-rev-list). Neither its files nor its refs are touched, and nothing is fetched.
/// </summary>
/// <param name="git">The program.</param>
/// <param name="path">Its folder, absolute.</param>
/// <param name="url">The address that it must be a clone of, absolute where it is a path.</param>
/// <param name="branch">The branch that is deployed.</param>
internal sealed class GitCheckout(GitProgram git, string path, string url, string branch) : ICheckout
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public async Task<CheckoutState> InspectAsync(string head, CancellationToken cancellationToken)
    {
        GitNames.RequireObject(head);
        if (!Directory.Exists(path))
        {
            return new CheckoutState { Standing = CheckoutStanding.Missing, Path = path };
        }

        // Below another repository's root git would look at that one; empty means that this is the root.
        GitOutput prefix = await RunAsync(["rev-parse", "--is-inside-work-tree", "--show-prefix"], cancellationToken).ConfigureAwait(false);
        if (!prefix.Succeeded || prefix.Text.TrimEnd('\n').Split('\n') is not ["true"])
        {
            return new CheckoutState { Standing = CheckoutStanding.NoRepository, Path = path };
        }

        List<string> remotes = await RemotesAsync(cancellationToken).ConfigureAwait(false);
        CheckoutState state = new()
        {
            Standing = remotes.Exists(remote => RemoteIdentity.Same(remote, url, path)) ? CheckoutStanding.Ready : CheckoutStanding.Foreign,
            Path = path,
            Remotes = [.. remotes.Select(remote => GitText.OneLine(GitText.WithoutCredentials(remote)))],
        };
        return state.Standing == CheckoutStanding.Foreign ? state : await CompareAsync(state, head, cancellationToken).ConfigureAwait(false);
    }

    private async Task<CheckoutState> CompareAsync(CheckoutState state, string head, CancellationToken cancellationToken)
    {
        GitOutput status = await RunAsync(["status", "--porcelain=v1", "-z", "--untracked-files=normal", "--ignore-submodules=none"], cancellationToken).ConfigureAwait(false);
        if (!status.Succeeded)
        {
            throw Unreadable(status);
        }

        string? current = await OneAsync(["rev-parse", "--quiet", "--verify", "HEAD^{commit}"], cancellationToken).ConfigureAwait(false);
        state = state with
        {
            Branch = await OneAsync(["symbolic-ref", "--quiet", "--short", "HEAD"], cancellationToken).ConfigureAwait(false),
            Head = current,
            Dirty = [.. Dirty(status.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries))],
        };
        if (current is null || current == head)
        {
            return state with { Behind = current is null ? null : 0 };
        }

        // Without the remote's newest commits nothing can be counted; what the clone saw of the remote last has to do.
        bool known = (await RunAsync(["cat-file", "-e", $"{head}^{{commit}}"], cancellationToken).ConfigureAwait(false)).Succeeded;
        string? seen = known ? head : await OneAsync(["rev-parse", "--quiet", "--verify", $"refs/remotes/origin/{branch}^{{commit}}"], cancellationToken).ConfigureAwait(false);
        return state with
        {
            Ahead = seen is null ? 0 : await CountAsync(seen, current, cancellationToken).ConfigureAwait(false),
            Behind = known ? await CountAsync(current, head, cancellationToken).ConfigureAwait(false) : null,
        };
    }

    private async Task<List<string>> RemotesAsync(CancellationToken cancellationToken)
    {
        GitOutput configured = await RunAsync(["config", "--null", "--get-regexp", @"^remote\..*\.url$"], cancellationToken).ConfigureAwait(false);
        return [.. configured.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[(entry.IndexOf('\n') + 1)..])];
    }

    private async Task<int> CountAsync(string without, string of, CancellationToken cancellationToken) =>
        int.TryParse(await OneAsync(["rev-list", "--count", of, $"^{without}", "--"], cancellationToken).ConfigureAwait(false), NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0;

    private async Task<string?> OneAsync(string[] arguments, CancellationToken cancellationToken)
    {
        GitOutput output = await RunAsync(arguments, cancellationToken).ConfigureAwait(false);
        return output.Succeeded ? output.Text.Trim() : null;
    }

    private Task<GitOutput> RunAsync(string[] arguments, CancellationToken cancellationToken) =>
        git.RunAsync(new GitCall(["-C", path, .. arguments], Timeout), cancellationToken);

    // "XY path"; of a renamed file the old path follows as a field of its own.
    private static IEnumerable<string> Dirty(string[] fields)
    {
        for (int index = 0; index < fields.Length; index++)
        {
            yield return GitText.OneLine(fields[index]);
            if (fields[index][0] is 'R' or 'C' || fields[index][1] is 'R' or 'C')
            {
                index++;
            }
        }
    }

    private GuruException Unreadable(GitOutput status) => new(new Failure
    {
        Id = "CheckoutUnreadable",
        Kind = FailureKind.Unreachable,
        Target = path,
        Message = $"The checkout {path} can't be looked at.",
        Cause = status.Reason,
        NextAction = $"Try: git -C {path} status",
    });
}
