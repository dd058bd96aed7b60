using System.Net.Http.Headers;

namespace ServiceGuru.Connectors.Http;

/// <summary>A request as it is to be sent; each try makes a fresh message from it.</summary>
internal sealed record HttpCall(HttpMethod Method, Uri Uri)
{
    /// <summary>Whether a second sending does no harm. True for reads; a write must say so itself.</summary>
    public bool Idempotent { get; init; } = Method == HttpMethod.Get || Method == HttpMethod.Head;

    /// <summary>The media type that is wanted.</summary>
    public string Accept { get; init; } = "application/json";

    /// <summary>Further headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The credentials; never sent to another origin.</summary>
    public AuthenticationHeaderValue? Authorization { get; init; }

    /// <summary>The body, if any.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>How many more tries may follow the first; the pipeline's number if null.</summary>
    public int? Retries { get; init; }

    /// <summary>Whether a successful answer's body is left on the wire, for the caller to read and dispose.</summary>
    public bool Streamed { get; init; }

    /// <summary>What a person is told that was asked: the method and the path, without query.</summary>
    public string Title => $"{Method} {Uri.AbsolutePath}";

    /// <summary>Makes the message of one try.</summary>
    public HttpRequestMessage ToMessage()
    {
        HttpRequestMessage message = new(Method, Uri);
        message.Headers.UserAgent.Add(UserAgent);
        message.Headers.Accept.ParseAdd(Accept);
        message.Headers.Authorization = Authorization;
        foreach ((string name, string value) in Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        if (Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        }

        return message;
    }

    private static ProductInfoHeaderValue UserAgent { get; } =
        new("ServiceGuru", typeof(HttpCall).Assembly.GetName().Version?.ToString(3) ?? "0");
}
