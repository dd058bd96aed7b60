using ServiceGuru.Branches;

namespace ServiceGuru.Ports;

/// <summary>Refs and commits of remote repositories, without a full clone.</summary>
public interface IGitRemote
{
    /// <summary>Reads refs of a remote (<c>git ls-remote</c>).</summary>
    /// <param name="url">The remote.</param>
    /// <param name="refs">Full ref names, e.g. <c>refs/heads/stable</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Full object names by ref; a ref that does not exist is absent.</returns>
    /// <exception cref="Operations.GuruException">The remote can't be read (<c>GitRemoteUnreachable</c>).</exception>
    Task<IReadOnlyDictionary<string, string>> ListRefsAsync(string url, IReadOnlyCollection<string> refs, CancellationToken cancellationToken);

    /// <summary>Lists the commits that <paramref name="to"/> has and <paramref name="from"/> lacks, newest first.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="from">A full object name; null lists all of <paramref name="to"/>.</param>
    /// <param name="to">A full object name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<Commit>> ListCommitsAsync(string url, string? from, string to, CancellationToken cancellationToken);

    /// <summary>Lists the commits that both sides have alone.</summary>
    /// <param name="url">The remote.</param>
    /// <param name="left">A full object name, e.g. of stable.</param>
    /// <param name="right">A full object name, e.g. of main.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<BranchComparison> CompareAsync(string url, string left, string right, CancellationToken cancellationToken);

    /// <summary>
    /// Lists the commits that only <paramref name="left"/> has by name, but whose change <paramref name="right"/> has, too
    /// (cherry-picks, found as <c>git cherry</c> finds them). Merges are never among them.
    /// </summary>
    /// <param name="url">The remote.</param>
    /// <param name="left">A full object name, e.g. of stable.</param>
    /// <param name="right">A full object name, e.g. of main.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>Full object names.</returns>
    Task<IReadOnlySet<string>> ListPickedAsync(string url, string left, string right, CancellationToken cancellationToken);

    /// <summary>Points a ref at another commit, only where it is still at the expected one.</summary>
    /// <exception cref="Operations.GuruException">
    /// The ref is elsewhere (<c>BranchMovedMeanwhile</c>), the server refused (<c>PushRejected</c>), the remote can't be
    /// reached, or the connection broke after the update was sent (kind UnknownOutcome).
    /// </exception>
    Task UpdateRefAsync(RefUpdate update, CancellationToken cancellationToken);
}
