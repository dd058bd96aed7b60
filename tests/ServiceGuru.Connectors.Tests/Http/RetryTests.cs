using System.Net;
using System.Security.Authentication;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class RetryTests
{
    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_read_is_tried_again_while_the_answer_is_one_that_passes(HttpStatusCode status)
    {
        FakeServer server = new(() => Status(status), () => Status(status), () => Json("{}"));

        HttpAnswer answer = await server.Client().SendAsync(server.Client().Get("things"), default);

        answer.Tries.ShouldBe(3);
        server.Requests.Count.ShouldBe(3);
        server.Time.Waits.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, FailureKind.Refused, "ForgeRefused")]
    [InlineData(HttpStatusCode.NotFound, FailureKind.Usage, "ForgeNotFound")]
    [InlineData(HttpStatusCode.NotImplemented, FailureKind.Unreachable, "ForgeUnreachable")]
    [InlineData(HttpStatusCode.Unauthorized, FailureKind.Unreachable, "ForgeForbidden")]
    public async Task An_answer_that_stays_is_not_asked_for_again(HttpStatusCode status, FailureKind kind, string id)
    {
        FakeServer server = new(() => Json("""{"message": "No such thing"}""", status));

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        server.Requests.Count.ShouldBe(1);
        failure.Kind.ShouldBe(kind);
        failure.Id.ShouldBe(id);
        failure.Target.ShouldBe("Forge forge.example");
        failure.Cause.ShouldNotBeNull().ShouldContain("No such thing");
        failure.Message.ShouldContain("GET /api/things");
    }

    [Fact]
    public async Task The_servers_own_wait_is_kept_to_the_second()
    {
        FakeServer server = new(() => Status(HttpStatusCode.ServiceUnavailable, ("Retry-After", "7")), () => Json("{}"));

        await server.Client().SendAsync(server.Client().Get("things"), default);

        server.Time.Waits.ShouldBe([TimeSpan.FromSeconds(7)]);
    }

    [Fact]
    public async Task A_wait_until_a_date_is_kept_too()
    {
        FakeServer server = new(
            () => Status(HttpStatusCode.TooManyRequests, ("Retry-After", "Mon, 02 Mar 2026 13:01:15 GMT")),
            () => Json("{}"));

        await server.Client().SendAsync(server.Client().Get("things"), default);

        server.Time.Waits.ShouldBe([TimeSpan.FromSeconds(75)]);
    }

    [Fact]
    public async Task A_used_up_GitHub_allowance_is_waited_for_although_it_comes_as_403()
    {
        FakeServer server = new(
            () => Status(HttpStatusCode.Forbidden, ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", ResetIn(30))),
            () => Json("{}"));

        await server.Client().SendAsync(server.Client().Get("things"), default);

        server.Time.Waits.ShouldBe([TimeSpan.FromSeconds(31)]);
    }

    [Fact]
    public async Task GitHubs_secondary_limit_names_no_time_and_is_given_a_minute()
    {
        FakeServer server = new(
            () => Json("""{"message": "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."}""", HttpStatusCode.Forbidden, ("x-ratelimit-remaining", "4000")),
            () => Json("{}"));
        Task sending = server.Client().SendAsync(server.Client().Get("things"), default);

        await server.Time.HeldAsync(TimeSpan.FromMinutes(1)).WaitAsync(TimeSpan.FromSeconds(60));
        server.Time.Advance(TimeSpan.FromMinutes(1));
        await sending.WaitAsync(TimeSpan.FromSeconds(60));

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Waits_that_the_server_asks_for_use_up_no_tries()
    {
        int requests = 0;
        FakeServer server = new(_ => ++requests <= 12 ? Status(HttpStatusCode.TooManyRequests, ("Retry-After", "2")) : Json("{}"));

        (await server.Client().SendAsync(server.Client().Get("things"), default)).Tries.ShouldBe(13);
    }

    [Fact]
    public async Task Waits_that_the_server_asks_for_again_and_again_end_within_the_total()
    {
        FakeServer server = new(() => Status(HttpStatusCode.TooManyRequests, ("Retry-After", "20")));

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        failure.Id.ShouldBe("ForgeRateLimited");
        server.Requests.Count.ShouldBe(9);
    }

    [Fact]
    public async Task A_server_that_says_at_once_is_not_hammered()
    {
        FakeServer server = new(() => Status(HttpStatusCode.TooManyRequests, ("Retry-After", "0")));

        await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        server.Requests.Count.ShouldBe(5);
        server.Time.Waits.ShouldAllBe(wait => wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_wait_longer_than_our_patience_is_told_at_once_with_its_end()
    {
        FakeServer server = new(() => Json(
            """{"message": "API rate limit exceeded"}""",
            HttpStatusCode.Forbidden,
            ("x-ratelimit-remaining", "0"),
            ("x-ratelimit-reset", ResetIn(3600))));

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        server.Requests.Count.ShouldBe(1);
        failure.Id.ShouldBe("ForgeRateLimited");
        failure.Transient.ShouldBeTrue();
        failure.Cause.ShouldNotBeNull().ShouldContain("API rate limit exceeded");
        failure.NextAction.ShouldNotBeNull().ShouldContain("2026-03-02 14:00:01 UTC");
    }

    [Fact]
    public async Task A_matrix_server_says_its_wait_in_the_body()
    {
        FakeServer server = new(
            () => Json("""{"errcode": "M_LIMIT_EXCEEDED", "error": "Too many requests", "retry_after_ms": 2500}""", HttpStatusCode.TooManyRequests),
            () => Json("{}"));

        await server.Client().SendAsync(server.Client().Get("things"), default);

        server.Time.Waits.ShouldBe([TimeSpan.FromMilliseconds(2500)]);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 5)]
    public async Task An_untrusted_certificate_is_final_and_a_reset_during_the_handshake_is_not(bool untrusted, int requests)
    {
        Exception inner = untrusted ? new AuthenticationException("PartialChain") : new IOException("Connection reset by peer");
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established.", inner));

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        failure.Cause.ShouldBe($"The SSL connection could not be established. {inner.Message}");
        server.Requests.Count.ShouldBe(requests);
    }

    [Fact]
    public async Task Tries_end_and_the_last_answer_is_the_cause()
    {
        FakeServer server = new(() => Json("""{"error": "database is down"}""", HttpStatusCode.ServiceUnavailable));

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        server.Requests.Count.ShouldBe(5);
        failure.Id.ShouldBe("ForgeUnreachable");
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Transient.ShouldBeTrue();
        failure.Message.ShouldContain("after 5 tries");
        failure.Cause.ShouldBe("503 Service Unavailable: database is down");
    }

    private static string ResetIn(int seconds) => new TestTime().GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString();
}
