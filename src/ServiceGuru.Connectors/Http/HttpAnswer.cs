using System.Net;
using System.Net.Http.Headers;

namespace ServiceGuru.Connectors.Http;

/// <summary>An answer with its whole body, or (streamed) with the open stream.</summary>
internal sealed record HttpAnswer(Uri Uri, HttpStatusCode Status, HttpResponseHeaders Headers, ReadOnlyMemory<byte> Body) : IDisposable
{
    /// <summary>How many tries it took, at least 1.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>The reason phrase that the server sent, or the standard one.</summary>
    public string? Phrase { get; init; }

    /// <summary>The media type of the body, if named.</summary>
    public string? MediaType { get; init; }

    /// <summary>The open message of a streamed answer; its content is still on the wire.</summary>
    public HttpResponseMessage? Open { get; init; }

    /// <summary>Whether the status is 2xx.</summary>
    public bool Succeeded => (int)Status is >= 200 and <= 299;

    /// <summary>Whether it is a page for people, as login pages and proxies send it in the place of what was asked for.</summary>
    public bool IsWebPage => MediaType is "text/html" or "application/xhtml+xml" || Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    /// <summary>The status as people write it, e.g. <c>502 Bad Gateway</c>.</summary>
    public string StatusText => string.IsNullOrEmpty(Phrase) ? $"{(int)Status}" : $"{(int)Status} {Phrase}";

    /// <summary>The first value of a header, or null.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;

    /// <inheritdoc/>
    public void Dispose() => Open?.Dispose();
}
