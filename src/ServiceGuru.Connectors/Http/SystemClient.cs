using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace ServiceGuru.Connectors.Http;

/// <summary>What a connector talks to its system through: credentials, the pipeline, JSON and pages, and failures in the system's name.</summary>
internal sealed class SystemClient(OutsideSystem system, IAuthorization authorization, HttpPipeline pipeline)
{
    // A server that always names a next page would keep us for ever.
    private const int MostPages = 1_000;

    /// <summary>Gets the system.</summary>
    public OutsideSystem System => system;

    /// <summary>Gets the maker of failures in the system's name.</summary>
    public HttpFailures Failures { get; } = new(system, authorization, pipeline);

    /// <summary>Makes a read below the root.</summary>
    /// <param name="path">The path, its parts escaped, with the query if any.</param>
    public HttpCall Get(string path) => new(HttpMethod.Get, system.Address(path));

    /// <summary>Makes a write below the root with a JSON body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, its parts escaped, with the query if any.</param>
    /// <param name="body">The body.</param>
    /// <param name="idempotent">Whether sending it twice does no harm.</param>
    public HttpCall Write(HttpMethod method, string path, object body, bool idempotent) =>
        new(method, system.Address(path)) { Body = JsonSerializer.SerializeToUtf8Bytes(body), Idempotent = idempotent };

    /// <summary>Sends a call; any status but 2xx and those named is a failure.</summary>
    /// <exception cref="Operations.GuruException">No answer, or one that says no.</exception>
    public async Task<HttpAnswer> SendAsync(HttpCall call, CancellationToken cancellationToken, params HttpStatusCode[] alsoFine)
    {
        try
        {
            HttpCall authorized = call.Authorization is null
                ? call with { Authorization = await authorization.GetAsync(cancellationToken).ConfigureAwait(false) }
                : call;
            HttpAnswer answer = await pipeline.SendAsync(authorized, cancellationToken).ConfigureAwait(false);
            return answer.Succeeded || alsoFine.Contains(answer.Status) ? answer : throw Failures.Refused(call, answer);
        }
        catch (UnusableTokenException e)
        {
            throw Failures.Unusable(e);
        }
        catch (HttpFault e)
        {
            throw Failures.NoAnswer(call, e);
        }
        catch (ResponseTooLargeException e)
        {
            throw Failures.Unreadable(call, e);
        }
    }

    /// <summary>Sends a call and reads its JSON.</summary>
    /// <param name="call">The call.</param>
    /// <param name="read">Takes what is wanted out of the JSON; must not keep any element.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<T> ReadAsync<T>(HttpCall call, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        Read(call, await SendAsync(call, cancellationToken).ConfigureAwait(false), read);

    /// <summary>Sends a call and reads its JSON; null where the system answers 404.</summary>
    public async Task<T?> ReadOrNullAsync<T>(HttpCall call, Func<JsonElement, T?> read, CancellationToken cancellationToken)
        where T : class
    {
        HttpAnswer answer = await SendAsync(call, cancellationToken, HttpStatusCode.NotFound).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.NotFound ? null : Read(call, answer, read);
    }

    /// <summary>Reads an answer's JSON.</summary>
    /// <exception cref="Operations.GuruException">It is no JSON, or lacks what must be there.</exception>
    public T Read<T>(HttpCall call, HttpAnswer answer, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            return read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw Failures.Unreadable(call, e, answer.IsWebPage ? "It is a web page." : "It is no JSON, or was cut off.");
        }
        catch (UnexpectedShapeException e)
        {
            throw Failures.Unreadable(call, e);
        }
    }

    /// <summary>Reads a list page by page, as the Link headers lead; a page elsewhere than on the system itself is not followed.</summary>
    public async IAsyncEnumerable<T> PagesAsync<T>(HttpCall first, Func<JsonElement, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HttpCall? call = first;
        for (int page = 0; call is not null && page < MostPages; page++)
        {
            HttpAnswer answer = await SendAsync(call, cancellationToken).ConfigureAwait(false);
            yield return Read(call, answer, read);
            call = LinkHeader.Next(answer) is { } next && Redirection.SameOrigin(next, system.Root) ? first with { Uri = next } : null;
        }
    }
}
