using ServiceGuru.Branches;

namespace ServiceGuru.Ports;

/// <summary>The repository that records commits as submodules. Never cloned whole, never checked out.</summary>
public interface IMonorepo
{
    /// <summary>Makes sure that a commit can be made: that there is a name and an address to make it with.</summary>
    /// <exception cref="Operations.GuruException">There is none (<c>GitIdentityMissing</c>).</exception>
    Task RequireAuthorAsync(CancellationToken cancellationToken);

    /// <summary>Reads the branch's head and its submodules.</summary>
    /// <exception cref="Operations.GuruException">It can't be read (<c>GitRemoteUnreachable</c>), or lacks the branch (<c>BranchMissing</c>).</exception>
    Task<MonorepoState> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Puts one commit that sets submodules on top of the head, and pushes it by compare-and-swap.</summary>
    /// <param name="head">The head that was read.</param>
    /// <param name="links">The new full commit by path; each path is a submodule already.</param>
    /// <param name="message">The whole message.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The new commit.</returns>
    /// <exception cref="Operations.GuruException">
    /// The branch is elsewhere by now (<c>BranchMovedMeanwhile</c>), the server refused (<c>PushRejected</c>), the remote
    /// can't be reached, or the connection broke after the update was sent (kind UnknownOutcome).
    /// </exception>
    Task<string> CommitAsync(string head, IReadOnlyDictionary<string, string> links, string message, CancellationToken cancellationToken);
}
