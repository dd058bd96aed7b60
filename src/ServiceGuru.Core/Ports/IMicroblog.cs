using ServiceGuru.Posts;

namespace ServiceGuru.Ports;

/// <summary>An account on a microblog (Mastodon).</summary>
public interface IMicroblog
{
    /// <summary>Reads how long a status may be on this instance.</summary>
    /// <exception cref="Operations.GuruException">The instance can't be reached or does not tell (<c>MastodonUnreachable</c>, <c>MastodonUnreadable</c>).</exception>
    Task<PostLimits> GetLimitsAsync(CancellationToken cancellationToken);

    /// <summary>Reads the name of the account that the token is of, without instance.</summary>
    /// <exception cref="Operations.GuruException">The token is refused (<c>MastodonForbidden</c>).</exception>
    Task<string> GetAccountNameAsync(CancellationToken cancellationToken);

    /// <summary>Lists the account's newest statuses, newest first, replies included, at most 40.</summary>
    Task<IReadOnlyList<PostedStatus>> ListRecentAsync(CancellationToken cancellationToken);

    /// <summary>Lists the statuses that are scheduled, at most 40.</summary>
    Task<IReadOnlyList<PostedStatus>> ListScheduledAsync(CancellationToken cancellationToken);

    /// <summary>Posts a status, or schedules it.</summary>
    /// <exception cref="Operations.GuruException">
    /// The instance refuses (<c>MastodonRefused</c>), or a scheduled status' answer got lost (kind UnknownOutcome).
    /// </exception>
    Task<PostedStatus> PostAsync(NewStatus status, CancellationToken cancellationToken);

    /// <summary>Deletes a status of the account; one that is not there is fine.</summary>
    /// <param name="id">The status' id.</param>
    /// <param name="scheduled">Whether it is one that waits for its time.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task DeleteAsync(string id, bool scheduled, CancellationToken cancellationToken);
}
