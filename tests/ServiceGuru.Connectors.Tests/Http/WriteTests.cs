using System.Net;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class WriteTests
{
    [Fact]
    public async Task A_write_whose_answer_says_server_error_is_not_repeated_and_its_outcome_is_unknown()
    {
        FakeServer server = new(() => Status(HttpStatusCode.BadGateway));

        Failure failure = await PostFailureAsync(server, idempotent: false);

        server.Requests.Count.ShouldBe(1);
        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        failure.Id.ShouldBe("ForgeOutcomeUnknown");
        failure.Transient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_write_whose_connection_broke_is_not_repeated_and_its_outcome_is_unknown()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended prematurely."));

        Failure failure = await PostFailureAsync(server, idempotent: false);

        server.Requests.Count.ShouldBe(1);
        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        failure.Cause.ShouldBe("The response ended prematurely.");
    }

    [Fact]
    public async Task A_write_that_never_left_is_repeated_and_its_outcome_is_known()
    {
        FakeServer server = new(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused"));

        Failure failure = await PostFailureAsync(server, idempotent: false);

        server.Requests.Count.ShouldBe(5);
        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Transient.ShouldBeTrue();
    }

    [Fact]
    public async Task A_write_that_was_refused_for_the_rate_is_repeated_because_nothing_was_done()
    {
        FakeServer server = new(() => Status(HttpStatusCode.TooManyRequests, ("Retry-After", "1")), () => Json("{}"));

        await server.Client().SendAsync(Post(server, idempotent: false), default);

        server.Requests.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Body == """{"name":"x"}""");
    }

    [Fact]
    public async Task An_idempotent_write_is_repeated_with_its_body()
    {
        FakeServer server = new(() => Status(HttpStatusCode.InternalServerError), () => Json("{}"));

        await server.Client().SendAsync(Post(server, idempotent: true), default);

        server.Requests.Select(request => request.Body).ShouldBe(["""{"name":"x"}""", """{"name":"x"}"""]);
    }

    [Fact]
    public async Task A_write_without_an_answer_in_time_has_an_unknown_outcome()
    {
        TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeServer server = new(async (_, cancellation) =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return Json("{}");
        });

        Task<Failure> failure = PostFailureAsync(server, idempotent: false);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(60));
        server.Time.Advance(PerTry);

        (await failure).Kind.ShouldBe(FailureKind.UnknownOutcome);
        server.Requests.Count.ShouldBe(1);
    }

    private static HttpCall Post(FakeServer server, bool idempotent) =>
        server.Client().Write(HttpMethod.Post, "things", new Dictionary<string, string> { ["name"] = "x" }, idempotent);

    private static Task<Failure> PostFailureAsync(FakeServer server, bool idempotent) =>
        Calling.FailureOfAsync(() => server.Client().SendAsync(Post(server, idempotent), default));
}
