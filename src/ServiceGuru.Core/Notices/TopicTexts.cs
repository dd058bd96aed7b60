using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>The text to set, and the shorter one for channels where it does not fit.</summary>
internal sealed record TopicTexts(string Text, string? Fallback, IReadOnlyDictionary<string, string> Named)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="GuruException">A name is unknown (<c>UnknownTopic</c>), or text and name are both given (<c>TopicAmbiguous</c>).</exception>
    public static TopicTexts Of(SetTopicRequest request, ServiceDefinition service)
    {
        if (request is { Message: not null, Text: not null })
        {
            throw new GuruException(new Failure
            {
                Id = "TopicAmbiguous",
                Kind = FailureKind.Usage,
                Message = "Both a topic's name and its text are given.",
                NextAction = "Give one of them.",
            });
        }

        string text = request.Text ?? Named(service, request.Message ?? SetTopicRequest.DefaultMessage);
        string? fallback = request.Fallback is not null
            ? Named(service, request.Fallback)
            : service.Topics.GetValueOrDefault(SetTopicRequest.DefaultFallback);
        return new TopicTexts(text, fallback, service.Topics);

        static string Named(ServiceDefinition service, string name) =>
            service.Topics.TryGetValue(name, out string? named) ? named : throw Unknown(service, name);
    }

    /// <summary>Gives the text that a channel gets, or null where neither fits.</summary>
    /// <param name="limit">The most characters, or null for no limit.</param>
    public string? For(int? limit) => Fits(Text, limit) ? Text : Fallback is not null && Fits(Fallback, limit) ? Fallback : null;

    /// <summary>Gives the failure for a channel where neither fits.</summary>
    public Failure TooLong(string channel, int limit)
    {
        List<string> fitting = [.. Named.Where(entry => Fits(entry.Value, limit)).Select(entry => entry.Key)];
        return new Failure
        {
            Id = "TopicTooLong",
            Kind = FailureKind.Refused,
            Target = channel,
            Message = $"The topic has {Text.Length} characters, and {channel} takes {limit}.",
            NextAction = fitting.Count == 0
                ? "Give a shorter text, or add one to the service definition's topics."
                : $"Give one that fits as fallback: {string.Join(", ", fitting)}.",
        };
    }

    // Counted as the strictest of the systems might, so that nothing is refused after the first channel was set.
    private static bool Fits(string text, int? limit) => limit is null || text.Length <= limit;

    private static GuruException Unknown(ServiceDefinition service, string name) => new(new Failure
    {
        Id = "UnknownTopic",
        Kind = FailureKind.Usage,
        Target = name,
        Message = $"{service.DisplayName} has no topic text '{name}'.{NearestName.Hint(name, service.Topics.Keys)}",
        NextAction = "Use a name from the service definition's topics, or give the text itself.",
    });
}
