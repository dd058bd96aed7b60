using System.Net;
using System.Text;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Tests.Http;

/// <summary>Stands in for the wire: keeps what was sent and answers by a function or from a list of routes.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    public static readonly TimeSpan PerTry = TimeSpan.FromSeconds(29);
    public static readonly TimeSpan Total = TimeSpan.FromSeconds(179);

    private readonly Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> _answer;
    private readonly Lock _gate = new();
    private readonly List<SentRequest> _requests = [];

    public FakeServer(Func<SentRequest, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _answer = answer;
        Pipeline = new HttpPipeline(Redactor, Time, new HttpLimits { PerTry = PerTry, Total = Total, ResponseBytes = 200_000 }, this);
    }

    public FakeServer(Func<SentRequest, HttpResponseMessage> answer)
        : this((request, _) => Task.FromResult(answer(request)))
    {
    }

    /// <summary>Answers the first request with the first answer and so on; the last one again and again.</summary>
    public FakeServer(params Func<HttpResponseMessage>[] answers)
        : this(Sequence(answers))
    {
    }

    public TestTime Time { get; } = new(PerTry, Total, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(320));

    public SecretRedactor Redactor { get; } = new();

    public HttpPipeline Pipeline { get; }

    public IReadOnlyList<SentRequest> Requests
    {
        get
        {
            lock (_gate)
            {
                return [.. _requests];
            }
        }
    }

    public static HttpResponseMessage Json(string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return response;
    }

    public static HttpResponseMessage Status(HttpStatusCode status, params (string Name, string Value)[] headers) => Json("{}", status, headers);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        SentRequest sent = new(
            request.Method.Method,
            request.RequestUri!,
            request.Headers.Authorization?.ToString(),
            request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken));
        lock (_gate)
        {
            _requests.Add(sent);
        }

        return await _answer(sent, cancellationToken);
    }

    private static Func<SentRequest, HttpResponseMessage> Sequence(Func<HttpResponseMessage>[] answers)
    {
        int next = -1;
        return _ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]();
    }
}
