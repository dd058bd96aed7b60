using System.Net;
using ServiceGuru.Connectors.Mastodon;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Posts;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Mastodon;

/// <summary>Answers as in https://docs.joinmastodon.org/methods/.</summary>
public sealed class MastodonMicroblogTests
{
    private const string Status = """
        {"id": "103254962155278888", "url": "https://fosstodon.org/@packit/103254962155278888",
         "content": "<p>Week 20 &amp; more<br />• One</p><p><a href=\"https://packit.dev/posts/weekly/2026/week-20\" target=\"_blank\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">packit.dev/posts/weekly/2026/we</span><span class=\"invisible\">ek-20</span></a></p>"}
        """;

    private static NewStatus New { get; } = new() { Text = "Hello", IdempotencyKey = "run 1", InReplyTo = "7", Language = "en", Visibility = PostVisibility.Unlisted };

    [Fact]
    public async Task The_limits_are_the_instances_own_and_need_no_token()
    {
        FakeServer server = new(() => Json("""{"domain": "fosstodon.org", "configuration": {"statuses": {"max_characters": 11000, "characters_reserved_per_url": 23}}}"""));

        (await Account(server).GetLimitsAsync(default)).ShouldBe(new PostLimits(11000, 23));
        server.Requests.Single().PathAndQuery.ShouldBe("/api/v2/instance");
        server.Requests.Single().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task An_instance_that_tells_no_limit_is_unreadable()
    {
        FakeServer server = new(() => Json("""{"configuration": {"statuses": {}}}"""));

        (await Calling.FailureOfAsync(() => Account(server).GetLimitsAsync(default))).Id.ShouldBe("MastodonUnreadable");
    }

    [Fact]
    public async Task The_accounts_statuses_come_as_text_with_whole_addresses()
    {
        FakeServer server = new(request => Json(request.PathAndQuery.Contains("verify", StringComparison.Ordinal) ? """{"id": "14715", "username": "packit", "acct": "packit"}""" : $"[{Status}]"));

        PostedStatus status = (await Account(server).ListRecentAsync(default)).ShouldHaveSingleItem();

        status.Text.ShouldBe("Week 20 & more\n• One\nhttps://packit.dev/posts/weekly/2026/week-20");
        status.Id.ShouldBe("103254962155278888");
        server.Requests[^1].PathAndQuery.ShouldBe("/api/v1/accounts/14715/statuses?limit=40&exclude_reblogs=true");
        server.Requests[^1].Authorization.ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Fact]
    public async Task A_status_goes_out_with_its_key_and_a_lost_answer_is_asked_for_again_with_the_same_key()
    {
        FakeServer server = new(() => throw new HttpRequestException("broken pipe"), () => Json(Status));

        PostedStatus posted = await Account(server).PostAsync(New, default);

        posted.Url.ShouldBe(new Uri("https://fosstodon.org/@packit/103254962155278888"));
        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Headers["Idempotency-Key"] == "run 1");
        server.Requests[0].Body.ShouldBe("""{"status":"Hello","visibility":"unlisted","language":"en","in_reply_to_id":"7"}""");
    }

    [Fact]
    public async Task A_scheduled_status_whose_answer_is_lost_is_not_sent_again()
    {
        FakeServer server = new(() => throw new HttpRequestException("broken pipe"));
        NewStatus scheduled = New with { InReplyTo = null, ScheduledAt = DateTimeOffset.Parse("2026-05-18T09:00:00Z") };

        Failure failure = await Calling.FailureOfAsync(() => Account(server).PostAsync(scheduled, default));

        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        server.Requests.ShouldHaveSingleItem().Body.ShouldContain("\"scheduled_at\":\"2026-05-18T09:00:00.000Z\"");
    }

    [Fact]
    public async Task Scheduled_statuses_have_the_text_as_it_was_written()
    {
        FakeServer server = new(() => Json("""[{"id": "3221", "scheduled_at": "2019-12-05T12:33:01.000Z", "params": {"text": "test content"}}]"""));

        PostedStatus status = (await Account(server).ListScheduledAsync(default)).ShouldHaveSingleItem();

        (status.Id, status.Text, status.Url).ShouldBe(("3221", "test content", null));
        status.ScheduledAt.ShouldBe(DateTimeOffset.Parse("2019-12-05T12:33:01Z"));
    }

    [Fact]
    public async Task A_refusal_says_the_instances_reason()
    {
        FakeServer server = new(() => Json("""{"error": "Validation failed: Text character limit of 500 exceeded"}""", HttpStatusCode.UnprocessableEntity));

        Failure failure = await Calling.FailureOfAsync(() => Account(server).PostAsync(New, default));

        failure.Id.ShouldBe("MastodonRefused");
        failure.Cause.ShouldNotBeNull().ShouldContain("character limit of 500");
    }

    [Fact]
    public async Task Too_many_requests_are_waited_for_until_the_moment_that_the_instance_names()
    {
        FakeServer? server = null;
        int calls = 0;
        server = new FakeServer(_ => ++calls == 1
            ? Json("""{"error": "Too many requests"}""", HttpStatusCode.TooManyRequests,
                ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", server!.Time.GetUtcNow().AddSeconds(20).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", System.Globalization.CultureInfo.InvariantCulture)))
            : Json("[]"));
        DateTimeOffset start = server.Time.GetUtcNow();

        await Account(server).ListScheduledAsync(default);

        (server.Time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(22));
    }

    [Theory]
    [InlineData(false, "/api/v1/statuses/5")]
    [InlineData(true, "/api/v1/scheduled_statuses/5")]
    public async Task A_status_is_deleted_and_one_that_is_gone_is_fine(bool scheduled, string path)
    {
        FakeServer server = new(() => Json("""{"error": "Record not found"}""", HttpStatusCode.NotFound));

        await Account(server).DeleteAsync("5", scheduled, default);

        (server.Requests.Single().Method, server.Requests.Single().PathAndQuery).ShouldBe(("DELETE", path));
    }

    private static MastodonMicroblog Account(FakeServer server) => new(
        new MastodonDefinition { Url = new Uri("https://fosstodon.org"), Account = "@packit@fosstodon.org", Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);
}
