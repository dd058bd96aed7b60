namespace ServiceGuru.Ports;

/// <summary>One chat channel.</summary>
public interface IChatChannel
{
    /// <summary>Gets the most characters that a topic may have, or null where the system sets no limit.</summary>
    int? MaxTopicLength { get; }

    /// <summary>Reads the topic; an empty text where none is set.</summary>
    /// <exception cref="Operations.GuruException">The chat can't be reached or refuses (<c>ChatUnreachable</c>, <c>ChatForbidden</c>).</exception>
    Task<string> GetTopicAsync(CancellationToken cancellationToken);

    /// <summary>Sets the topic.</summary>
    Task SetTopicAsync(string topic, CancellationToken cancellationToken);
}
