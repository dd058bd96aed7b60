using ServiceGuru.Network;

namespace ServiceGuru.Ports;

/// <summary>Issues in which work is tracked.</summary>
public interface IIssueTracker
{
    /// <summary>Lists the open issues of a repository, newest first; pull requests are none.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task<IReadOnlyList<TrackingIssue>> ListOpenAsync(string slug, CancellationToken cancellationToken);

    /// <summary>Opens an issue.</summary>
    /// <param name="slug"><c>owner/name</c>.</param>
    /// <param name="title">The title, one line.</param>
    /// <param name="body">The text, in Markdown.</param>
    /// <param name="labels">Names of labels; may be empty.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Operations.GuruException">It was refused, or nobody can tell (kind UnknownOutcome).</exception>
    Task<TrackingIssue> OpenAsync(string slug, string title, string body, IReadOnlyList<string> labels, CancellationToken cancellationToken);

    /// <summary>Closes an issue as not planned; one that is closed stays so.</summary>
    Task CloseAsync(string slug, int number, CancellationToken cancellationToken);
}
