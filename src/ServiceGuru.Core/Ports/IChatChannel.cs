namespace ServiceGuru.Ports;

/// <summary>One chat channel.</summary>
public interface IChatChannel
{
    /// <summary>Gets the most characters that a topic may have, or null where the system sets no limit.</summary>
    int? MaxTopicLength { get; }

    /// <summary>Gets the most characters that a message may have, or null where the system sets no limit.</summary>
    int? MaxMessageLength { get; }

    /// <summary>Gets a value indicating whether the system itself drops a message whose key it has seen.</summary>
    bool DropsRepeatedMessages { get; }

    /// <summary>Counts a text's characters as the strictest reading of the system's limit does.</summary>
    int LengthOf(string text);

    /// <summary>Reads the topic; an empty text where none is set.</summary>
    /// <exception cref="Operations.GuruException">The chat can't be reached or refuses (<c>ChatUnreachable</c>, <c>ChatForbidden</c>).</exception>
    Task<string> GetTopicAsync(CancellationToken cancellationToken);

    /// <summary>Sets the topic.</summary>
    Task SetTopicAsync(string topic, CancellationToken cancellationToken);

    /// <summary>Reads the topic that the people who read the channel have seen it change to.</summary>
    /// <returns>The topic, or null where the latest change of it left nothing in the channel.</returns>
    Task<string?> GetShownTopicAsync(CancellationToken cancellationToken);

    /// <summary>Sends a message.</summary>
    /// <param name="text">The text as people read it.</param>
    /// <param name="key">The message's idempotency key, the same for the same message.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>The message's id.</returns>
    /// <exception cref="Operations.GuruException">It was not sent, or nobody can tell (kind UnknownOutcome).</exception>
    Task<string> SendMessageAsync(string text, string key, CancellationToken cancellationToken);

    /// <summary>Looks for a message by its key among the latest ones.</summary>
    /// <returns>Its id, or null where there is none.</returns>
    Task<string?> FindMessageAsync(string key, CancellationToken cancellationToken);
}
