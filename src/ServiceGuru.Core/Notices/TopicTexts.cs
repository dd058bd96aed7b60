using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Notices;

/// <summary>The text to set, and the shorter one for channels where it does not fit.</summary>
internal sealed record TopicTexts(string Text, string? Fallback, IReadOnlyDictionary<string, string> Named)
{
    /// <summary>Reads a request.</summary>
    /// <exception cref="GuruException">A name is unknown (<c>UnknownTopic</c>), the text is empty or has control characters in it (<c>InvalidText</c>), or text and name are both given (<c>TopicAmbiguous</c>).</exception>
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

        Check(request.Text);
        string text = request.Text ?? Named(service, request.Message ?? SetTopicRequest.DefaultMessage);
        string? fallback = request.Fallback is not null
            ? Named(service, request.Fallback)
            : service.Topics.GetValueOrDefault(SetTopicRequest.DefaultFallback);
        return new TopicTexts(text, fallback, service.Topics);

        static string Named(ServiceDefinition service, string name) =>
            service.Topics.TryGetValue(name, out string? named) ? named : throw Unknown(service, name);
    }

    /// <summary>Gives the text that a channel gets, or null where neither fits.</summary>
    public string? For(IChatChannel channel) => Fits(Text, channel) ? Text : Fallback is not null && Fits(Fallback, channel) ? Fallback : null;

    /// <summary>Gives the failure for a channel where neither fits.</summary>
    public Failure TooLong(string name, IChatChannel channel)
    {
        List<string> fitting = [.. Named.Where(entry => Fits(entry.Value, channel)).Select(entry => entry.Key)];
        return new Failure
        {
            Id = "TopicTooLong",
            Kind = FailureKind.Refused,
            Target = name,
            Message = $"The topic has {channel.LengthOf(Text)} characters, and {name} takes {channel.MaxTopicLength}.",
            NextAction = fitting.Count == 0
                ? "Give a shorter text, or add one to the service definition's topics."
                : $"Give one that fits as fallback: {string.Join(", ", fitting)}.",
        };
    }

    // An empty one comes of a variable that is not set, and would take away every topic; a terminal's codes are for no chat.
    private static void Check(string? text)
    {
        if (text is not null && (string.IsNullOrWhiteSpace(text) || text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t'))))
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidText",
                Kind = FailureKind.Usage,
                Message = string.IsNullOrWhiteSpace(text) ? "The text is empty." : "The text has control characters in it.",
                NextAction = "Give a text that people can read.",
            });
        }
    }

    private static bool Fits(string text, IChatChannel channel) => channel.MaxTopicLength is null || channel.LengthOf(text) <= channel.MaxTopicLength;

    private static GuruException Unknown(ServiceDefinition service, string name) => new(new Failure
    {
        Id = "UnknownTopic",
        Kind = FailureKind.Usage,
        Target = TopicChanges.Short(name),
        Message = $"{service.DisplayName} has no topic text '{TopicChanges.Short(name)}'.{NearestName.Hint(TopicChanges.Short(name), service.Topics.Keys)}",
        NextAction = name.Contains(' ', StringComparison.Ordinal)
            ? "This looks like the text itself: give it with --text (PowerShell: -Text)."
            : "Use a name from the service definition's topics, or give the text itself (--text).",
    });
}
