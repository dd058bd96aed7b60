using System.Net;
using System.Text;
using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One open watch request, read line by line.</summary>
internal sealed class WatchStream<T>(SystemClient client, HttpCall call, HttpAnswer answer, Func<JsonElement, T> read, TimeProvider time) : IDisposable
{
    private StreamReader? _reader;
    private bool _ended;

    /// <summary>Gives the next line, or null where the stream ended, broke or fell silent.</summary>
    /// <exception cref="Operations.GuruException">The server reports an error that another try does not heal.</exception>
    public async Task<WatchLine<T>?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        if (answer.Status == HttpStatusCode.Gone)
        {
            _ended = true;
            return new WatchLine<T>(null, null);
        }

        string? line = await ReadLineAsync(cancellationToken).ConfigureAwait(false);
        _ended = line is null;
        return line is null ? null : Parse(line);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader?.Dispose();
        answer.Dispose();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource silence = new(KubernetesWatcher.SilenceLimit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            _reader ??= new StreamReader(await answer.Open!.Content.ReadAsStreamAsync(either.Token).ConfigureAwait(false), Encoding.UTF8);
            return await _reader.ReadLineAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or HttpRequestException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private WatchLine<T>? Parse(string line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            return root.NeedText("type") switch
            {
                "ERROR" => Error(root),
                "BOOKMARK" => new WatchLine<T>(Version(root), null),
                "ADDED" => Told(WatchEventKind.Added, root),
                "MODIFIED" => Told(WatchEventKind.Modified, root),
                "DELETED" => Told(WatchEventKind.Deleted, root),
                string type => throw new UnexpectedShapeException($"The watch tells an event of type {type}."),
            };
        }
        catch (JsonException)
        {
            // The connection broke within a line; what it would have said comes again.
            _ended = true;
            return null;
        }
        catch (UnexpectedShapeException e)
        {
            throw client.Failures.Unreadable(call, e);
        }
    }

    private WatchLine<T>? Error(JsonElement root)
    {
        _ended = true;
        long? code = root.Number("object", "code");
        if (code == (int)HttpStatusCode.Gone || root.Text("object", "reason") is "Expired" or "Gone")
        {
            return new WatchLine<T>(null, null);
        }

        // A server that is about to stop says 500 or 504; the next connection goes to another one.
        return code >= 500 ? null : throw new UnexpectedShapeException($"The watch ends with {code} {root.Text("object", "message")}");
    }

    private WatchLine<T> Told(WatchEventKind kind, JsonElement root) =>
        new(Version(root), new WatchEvent<T>(kind, [read(root.At("object") ?? throw new UnexpectedShapeException("The event has no object."))]));

    private static string Version(JsonElement root) => root.NeedText("object", "metadata", "resourceVersion");
}
