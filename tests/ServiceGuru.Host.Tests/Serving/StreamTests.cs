using System.Net;
using ServiceGuru.Host.Serving.Live;
using ServiceGuru.Ledger;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Host.Tests.Serving;

/// <summary>Events of a run as they happen.</summary>
public sealed class StreamTests
{
    private const string Stream = $"/api/v1/runs/{SampleRun.Id}/stream";

    [Fact]
    public async Task What_is_recorded_is_told_and_then_what_happens()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")).Begin("go"));
        using HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, Stream);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using StreamReader events = new(await answer.Content.ReadAsStreamAsync());

        (await NextAsync(events, "record")).ShouldBe(("1", "run-created"));
        (await NextAsync(events, "record")).ShouldBe(("2", "step-started"));
        await run.AppendAsync(new GateOpened("go", "Safe?", 1, null), CancellationToken.None);
        (await NextAsync(events, "record")).ShouldBe(("3", "gate-opened"));
        await run.TellAsync([new ProgressLine(SampleRun.Start, "go", "thinking", null)], CancellationToken.None);
        (await NextAsync(events, "progress")).Data.ShouldContain("thinking");
    }

    [Theory]
    [InlineData("?since=2", null)]
    [InlineData("", "2")]
    [InlineData("?since=0", "2")]
    public async Task Who_comes_back_gets_what_is_new(string query, string? last)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")).Begin("go").Succeed("go"));
        using HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, Stream + query, adjust: request => request.Headers.TryAddWithoutValidation("Last-Event-ID", last));
        using StreamReader events = new(await answer.Content.ReadAsStreamAsync());

        (await NextAsync(events, "record")).ShouldBe(("3", "step-succeeded"));
    }

    [Fact]
    public async Task Who_knows_more_than_there_is_begins_again()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));
        using HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, $"{Stream}?since=99");
        using StreamReader events = new(await answer.Content.ReadAsStreamAsync());

        (await NextAsync(events, "reset")).Id.ShouldBeNull();
    }

    [Fact]
    public async Task One_name_watches_only_so_often_and_may_again_when_a_page_is_closed()
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));
        List<HttpResponseMessage> watching = [];
        for (int number = 0; number < RunFeeds.MostOfOne; number++)
        {
            HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, Stream);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            watching.Add(answer);
        }

        HttpResponseMessage tooMany = await page.AskAsync(HttpMethod.Get, Stream);
        tooMany.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await ServedPage.IdOf(tooMany)).ShouldBe("TooManyStreams");

        watching[0].Dispose();
        HttpResponseMessage? again = null;
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(50));
        for (int tries = 0; tries < 1000 && again?.StatusCode != HttpStatusCode.OK; tries++)
        {
            await look.WaitForNextTickAsync();
            again = await page.AskAsync(HttpMethod.Get, Stream);
        }

        again!.StatusCode.ShouldBe(HttpStatusCode.OK);
        watching.ForEach(answer => answer.Dispose());
        again.Dispose();
    }

    [Theory]
    [InlineData("?since=-1", null)]
    [InlineData("?since=x", null)]
    [InlineData("?from=1", null)]
    [InlineData("", "abc")]
    public async Task Wrong_places_are_refused(string query, string? last)
    {
        await using ServedPage page = await ServedPage.StartAsync();
        await using IRunWriter run = await page.RecordAsync(new SampleRun(("go", "Go", "gate/approval")));

        HttpResponseMessage answer = await page.AskAsync(HttpMethod.Get, Stream + query, adjust: request => request.Headers.TryAddWithoutValidation("Last-Event-ID", last));

        (await ServedPage.IdOf(answer)).ShouldBe("InvalidRequest");
    }

    // The next event of a type: its id, and for a record what happened, else its data.
    private static async Task<(string? Id, string Data)> NextAsync(StreamReader events, string type)
    {
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(60));
        string? id = null;
        string? kind = null;
        while (await events.ReadLineAsync(late.Token) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                kind = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && kind == type)
            {
                return (id, type == "record" ? System.Text.Json.Nodes.JsonNode.Parse(line[6..])!["event"]!["type"]!.GetValue<string>() : line[6..]);
            }
            else if (line.Length == 0)
            {
                (id, kind) = (null, null);
            }
        }

        throw new EndOfStreamException($"The stream ended before an event '{type}'.");
    }
}
