using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ServiceGuru.Connectors.Http;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>
/// Watches a collection (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes): lists
/// it, then tells each change. A stream that ends is resumed where it ended; when the server has forgotten that place (410),
/// the list is read anew and told as such, so that nobody takes a gap for silence. It ends only with the token or a failure.
/// </summary>
internal sealed class KubernetesWatcher(KubernetesApi api)
{
    /// <summary>How long the server is asked to keep one stream open.</summary>
    public static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(290);

    /// <summary>How long a stream may be silent before we take it for dead: a lost connection says nothing.</summary>
    public static readonly TimeSpan SilenceLimit = ServerTimeout + TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>Watches.</summary>
    /// <param name="path">The collection's path, without query.</param>
    /// <param name="read">Reads one item; must not keep the element.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <exception cref="Operations.GuruException">The cluster refuses, or can't be reached for longer than the pipeline's patience.</exception>
    public async IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(
        string path, Func<JsonElement, T> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SystemClient client = await api.ConnectAsync(cancellationToken).ConfigureAwait(false);
        string? version = null;
        WatchEventKind listing = WatchEventKind.Listed;
        TimeSpan pause = FirstPause;
        while (true)
        {
            if (version is null)
            {
                ObjectList<T> list = await api.ListAsync(path, read, cancellationToken).ConfigureAwait(false)
                    ?? throw client.Failures.Unreadable(client.Get(path), new UnexpectedShapeException("The server does not serve this kind (404)."));
                version = list.ResourceVersion ?? throw client.Failures.Unreadable(client.Get(path), new UnexpectedShapeException("The list has no resourceVersion."));
                yield return new WatchEvent<T>(listing, list.Items);
                listing = WatchEventKind.Relisted;
            }

            bool heard = false;
            using (WatchStream<T> stream = await OpenAsync(client, path, version, read, cancellationToken).ConfigureAwait(false))
            {
                while (await stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    heard = true;
                    version = line.ResourceVersion;
                    if (line.Event is { } told)
                    {
                        yield return told;
                    }
                }
            }

            // A stream that ends as soon as it is opened must not make us hammer the server.
            pause = heard ? FirstPause : pause;
            await Task.Delay(pause, api.Time, cancellationToken).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private async Task<WatchStream<T>> OpenAsync<T>(
        SystemClient client, string path, string version, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        HttpCall call = client.Get($"{path}?watch=true&allowWatchBookmarks=true&timeoutSeconds={ServerTimeout.TotalSeconds:0}&resourceVersion={Uri.EscapeDataString(version)}")
            with { Streamed = true };
        HttpAnswer answer = await client.SendAsync(call, cancellationToken, HttpStatusCode.Gone).ConfigureAwait(false);
        return new WatchStream<T>(client, call, answer, read, api.Time);
    }
}
