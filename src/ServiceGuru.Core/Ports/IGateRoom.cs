using ServiceGuru.Rooms;

namespace ServiceGuru.Ports;

/// <summary>A chat channel in which people are asked something and answer to it.</summary>
public interface IGateRoom
{
    /// <summary>Looks for a message of our own by its key.</summary>
    /// <param name="key">The message's idempotency key.</param>
    /// <param name="since">When it can have been sent at the earliest; the room is searched back to then.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The message's id, or null where there is none.</returns>
    /// <exception cref="Operations.GuruException">The chat can't be reached or refuses (<c>ChatUnreachable</c>, <c>ChatForbidden</c>).</exception>
    Task<string?> FindAsync(string key, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>Sends a message, which notifies nobody by name.</summary>
    /// <param name="text">The text as people read it.</param>
    /// <param name="key">The message's idempotency key, the same for the same message.</param>
    /// <param name="question">The message in whose thread it belongs; null where it stands in the room itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="Operations.GuruException">It was not sent, or nobody can tell (kind UnknownOutcome).</exception>
    Task<string> SendAsync(string text, string key, string? question, CancellationToken cancellationToken);

    /// <summary>Reads what stands below a message now: who said what in answer to it, and who reacted to it.</summary>
    /// <param name="question">The message's id.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The answers. What was deleted or taken back is not among them; what was edited is there as it is now.</returns>
    /// <exception cref="Operations.GuruException">The message is gone (<c>ChatQuestionGone</c>), or the chat can't be reached or refuses.</exception>
    Task<RoomThread> ReadAsync(string question, CancellationToken cancellationToken);
}
