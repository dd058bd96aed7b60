using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.Ports;

/// <summary>Files, branches and pull requests of a repository on the code host, read and written.</summary>
public interface IPullRequestHost
{
    /// <summary>Reads the full commit of a branch, or null where there is no such branch.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<string?> GetBranchAsync(string slug, string branch, CancellationToken cancellationToken);

    /// <summary>Makes a branch; one that is there already is left as it is.</summary>
    Task CreateBranchAsync(string slug, string branch, string commit, CancellationToken cancellationToken);

    /// <summary>Reads the git object name of a file on a branch, or null where there is none.</summary>
    Task<string?> GetFileAsync(string slug, string path, string branch, CancellationToken cancellationToken);

    /// <summary>Commits a file to a branch, only where it still is the expected one.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="path">The file in the repository.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="previous">The git object name of the file that is replaced, or null for a new one.</param>
    /// <param name="message">The commit's message.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">The file is another one by now (<c>FileChangedMeanwhile</c>).</exception>
    Task WriteFileAsync(string slug, string path, string branch, string text, string? previous, string message, CancellationToken cancellationToken);

    /// <summary>Finds the pull request of a branch: the open one, else the newest; null where there is none.</summary>
    Task<Proposal?> FindAsync(string slug, string branch, string target, CancellationToken cancellationToken);

    /// <summary>Reads a pull request, or null where there is none.</summary>
    Task<Proposal?> GetAsync(string slug, int number, CancellationToken cancellationToken);

    /// <summary>Opens a pull request; null where the branch has one already.</summary>
    Task<Proposal?> OpenAsync(string slug, string branch, string target, string title, string body, CancellationToken cancellationToken);

    /// <summary>Changes the title and description of a pull request.</summary>
    Task DescribeAsync(string slug, int number, string title, string body, CancellationToken cancellationToken);

    /// <summary>Lists each reviewer's last verdict.</summary>
    Task<IReadOnlyList<Review>> ListReviewsAsync(string slug, int number, CancellationToken cancellationToken);

    /// <summary>Lists the checks of a commit.</summary>
    Task<IReadOnlyList<CommitCheck>> ListChecksAsync(string slug, string commit, CancellationToken cancellationToken);

    /// <summary>Merges a pull request, only where its head still is the given commit.</summary>
    /// <returns>The full commit that merging made.</returns>
    /// <exception cref="Operations.GuruException">
    /// It can't be merged (<c>PostNotMergeable</c>), its head is another one (<c>PullRequestChangedMeanwhile</c>), or nobody
    /// can tell whether it was merged (kind UnknownOutcome).
    /// </exception>
    Task<string> MergeAsync(string slug, int number, string head, MergeMethod method, CancellationToken cancellationToken);
}
