using Microsoft.AspNetCore.Http;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.Cluster.Tables;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// Answers watches: one JSON object a line, until the client goes or the time is up
/// (https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes).
/// </summary>
internal sealed class WatchEndpoint(ObjectReader reader, SandboxClock clock)
{
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);

    /// <summary>Answers one watch.</summary>
    public async Task Answer(HttpContext context, ApiPath path, ListOptions options)
    {
        context.Response.ContentType = "application/json";
        var table = AnswerFormat.IsTable(context.Request) ? new TableDocument(path.Kind, context.Request.Query["includeObject"].ToString()) : null;
        var stream = new WatchStream(context.Response, path.Kind, table, clock);
        StoreWatch watch;
        try
        {
            watch = reader.Watch(path.Kind, options.InitialEvents ? null : options.Version);
        }
        catch (ApiException refused) when (refused.Code == 410)
        {
            // Watches are told in-band, with code 410 in the event and 200 on the wire.
            await stream.Send("ERROR", refused.Status(), context.RequestAborted).ConfigureAwait(false);
            return;
        }

        using (watch)
        {
            await Follow(stream, watch, path, options, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task Follow(WatchStream stream, StoreWatch watch, ApiPath path, ListOptions options, CancellationToken aborted)
    {
        await stream.Open(aborted).ConfigureAwait(false);
        var seen = watch.StartVersion;
        foreach (var change in watch.Missed)
        {
            await Send(stream, change, path, options, aborted).ConfigureAwait(false);
        }

        if (options.InitialEvents)
        {
            await stream.Bookmark(seen, initialEnd: true, aborted).ConfigureAwait(false);
        }

        using var over = new CancellationTokenSource(options.Timeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, over.Token);
        try
        {
            while (await Next(watch, either.Token).ConfigureAwait(false) is { } more)
            {
                if (more)
                {
                    while (watch.Live.TryRead(out var change))
                    {
                        seen = change.Version;
                        await Send(stream, change, path, options, aborted).ConfigureAwait(false);
                    }
                }
                else if (options.Bookmarks)
                {
                    await stream.Bookmark(seen, initialEnd: false, aborted).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            if (options.Bookmarks && !aborted.IsCancellationRequested)
            {
                await stream.Bookmark(seen, initialEnd: false, aborted).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for changes (true), for the next bookmark's time (false), or for the end (null).</summary>
    private async Task<bool?> Next(StoreWatch watch, CancellationToken cancellationToken)
    {
        using var mark = new CancellationTokenSource(BookmarkEvery, clock.Time);
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, mark.Token);
        try
        {
            return await watch.Live.WaitToReadAsync(turn.Token).ConfigureAwait(false) ? true : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Task Send(WatchStream stream, StoreChange change, ApiPath path, ListOptions options, CancellationToken aborted)
    {
        var item = ObjectReader.Show(path.Kind, change.Object);
        if (path.Namespace is not null && item.Namespace != path.Namespace)
        {
            return Task.CompletedTask;
        }

        // An object that a change moved out of the selection is gone for this watcher, one that it moved in is new.
        var selected = options.Selects(item);
        var was = change.Previous is { } before && options.Selects(ObjectReader.Show(path.Kind, before));
        var type = (change.Type, was, selected) switch
        {
            (ChangeType.Added, _, true) => "ADDED",
            (ChangeType.Modified, true, true) => "MODIFIED",
            (ChangeType.Modified, false, true) => "ADDED",
            (ChangeType.Modified, true, false) => "DELETED",
            (ChangeType.Deleted, true, _) => "DELETED",
            _ => null,
        };
        return type is null ? Task.CompletedTask : stream.Send(type, item, aborted);
    }
}
