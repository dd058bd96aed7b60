using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using ServiceGuru.Host.Serving.Access;
using ServiceGuru.Host.Serving.Api;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Live;

/// <summary>A run's events as they happen (server-sent events, HTML standard section 9.2); an event's id is its sequence.</summary>
internal sealed class StreamApi(RunFeeds feeds, RecordedRuns runs, FrontDoor door, TimeProvider time, CancellationToken ending)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/runs/{run}/stream", (RequestDelegate)StreamAsync);

    private async Task StreamAsync(HttpContext context)
    {
        Requests.OnlyQuery(context, "since");
        long since = Since(context);
        RunState run = await runs.ReadAsync(Requests.RunId(context), context.RequestAborted).ConfigureAwait(false);
        Caller caller = context.Features.GetRequiredFeature<Caller>();
        using RunFeeds.Watch? watch = feeds.TryWatch(run.Id, caller.Name);
        if (watch is null)
        {
            await Problems.WriteAsync(context, 429, Refusals.TooManyStreams(), TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        EventWriter writer = new(context.Response.Body);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        try
        {
            await writer.BeginAsync(end.Token).ConfigureAwait(false);
            await FollowAsync(watch.Feed, writer, since, () => door.StillWelcome(caller), end.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page was closed, or the server ends: either way there is nobody to tell.
        }
    }

    private async Task FollowAsync(RunFeed feed, EventWriter writer, long since, Func<bool> welcome, CancellationToken cancellationToken)
    {
        RunMoment told = RunMoment.Empty;
        while (welcome())
        {
            (RunMoment now, Task changed) = feed.Now;
            if (!ReferenceEquals(now, told))
            {
                since = await TellAsync(writer, told, now, since, cancellationToken).ConfigureAwait(false);
                told = now;
            }

            try
            {
                await changed.WaitAsync(Heartbeat, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                await writer.HeartbeatAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        await writer.WriteAsync("signed-out", null, new { }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<long> TellAsync(EventWriter writer, RunMoment told, RunMoment now, long since, CancellationToken cancellationToken)
    {
        if (now.Lines.Count > 0 && since > now.Lines[^1].Sequence)
        {
            // Whoever knows more than the ledger knows another run.
            await writer.WriteAsync("reset", null, new { }, cancellationToken).ConfigureAwait(false);
            since = now.Lines[^1].Sequence;
        }

        foreach (RunLine line in now.Lines.SkipWhile(line => line.Sequence <= since))
        {
            await writer.WriteAsync("record", line.Sequence, line, cancellationToken).ConfigureAwait(false);
            since = line.Sequence;
        }

        if (ReferenceEquals(told, RunMoment.Empty) || told.Held != now.Held)
        {
            await writer.WriteAsync("held", null, new { now.Held }, cancellationToken).ConfigureAwait(false);
        }

        if (!now.Progress.SequenceEqual(told.Progress))
        {
            await writer.WriteAsync("progress", null, new { Lines = now.Progress }, cancellationToken).ConfigureAwait(false);
        }

        if (now.Trouble?.Id != told.Trouble?.Id)
        {
            await writer.WriteAsync("trouble", null, new { Failure = now.Trouble }, cancellationToken).ConfigureAwait(false);
        }

        return since;
    }

    // A browser that comes back says itself what it had last.
    private static long Since(HttpContext context)
    {
        string last = context.Request.Headers["Last-Event-ID"].ToString();
        if (last.Length == 0)
        {
            return Requests.Number(context, "since", 0, 0, long.MaxValue);
        }

        return long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out long since)
            ? since
            : throw new Operations.GuruException(Requests.Wrong("Last-Event-ID must be an event's sequence."));
    }
}
