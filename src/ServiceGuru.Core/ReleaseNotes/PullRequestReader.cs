using System.Collections.Concurrent;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.ReleaseNotes;

/// <summary>
/// Reads a repository's pull requests as far as that can be done. The notes are in the commits too, so a code host that
/// does not answer is told once and then left alone.
/// </summary>
internal sealed class PullRequestReader(ICodeHost? host, string? slug)
{
    private readonly ConcurrentDictionary<int, PullRequest?> known = new();
    private volatile Failure? problem;

    /// <summary>Gets why reading failed, or null where it did not.</summary>
    public Failure? Problem => problem;

    /// <summary>Gets a value indicating whether there is anything to ask.</summary>
    public bool CanAsk => host is not null && slug is not null && problem is null;

    /// <summary>Reads one, or gives null.</summary>
    public async Task<PullRequest?> GetAsync(int number, CancellationToken cancellationToken)
    {
        if (known.TryGetValue(number, out PullRequest? read) || !CanAsk)
        {
            return read;
        }

        try
        {
            return known[number] = await host!.GetPullRequestAsync(slug!, number, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            problem = exception.Failure;
            return null;
        }
    }

    /// <summary>Lists those that brought a commit in.</summary>
    public async Task<IReadOnlyList<PullRequest>> ListAsync(string commit, CancellationToken cancellationToken)
    {
        if (!CanAsk)
        {
            return [];
        }

        try
        {
            return await host!.ListPullRequestsAsync(slug!, commit, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            problem = exception.Failure;
            return [];
        }
    }
}
