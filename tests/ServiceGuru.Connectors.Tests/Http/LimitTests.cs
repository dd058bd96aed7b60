using System.Net;
using ServiceGuru.Operations;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Http;

public sealed class LimitTests
{
    [Fact]
    public async Task A_try_that_hangs_is_given_up_and_the_next_one_counts()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeServer? server = null;
        server = new(async (_, cancellation) =>
        {
            if (server!.Requests.Count == 1)
            {
                hangs.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return Json("{}");
        });

        Task sending = server.Client().SendAsync(server.Client().Get("things"), default);
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(60));
        server.Time.Advance(PerTry);
        await sending.WaitAsync(TimeSpan.FromSeconds(60));

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task All_tries_together_end_at_the_total()
    {
        TaskCompletionSource hangs = new(TaskCreationOptions.RunContinuationsAsynchronously);
        FakeServer server = new(async (_, cancellation) =>
        {
            hangs.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return Json("{}");
        });

        Task<Failure> failure = Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(60));
        server.Time.Advance(Total);

        (await failure.WaitAsync(TimeSpan.FromSeconds(60))).Id.ShouldBe("ForgeUnreachable");
        (await failure).Cause.ShouldBe("No answer within 179 s.");
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using CancellationTokenSource stop = new();
        FakeServer server = new(async (_, cancellation) =>
        {
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return Json("{}");
        });

        await Should.ThrowAsync<OperationCanceledException>(() => server.Client().SendAsync(server.Client().Get("things"), stop.Token));
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_is_too_large_is_not_held(bool announced)
    {
        FakeServer server = new(() =>
        {
            HttpResponseMessage response = new(HttpStatusCode.OK) { Content = new ByteArrayContent(new byte[200_001]) };
            if (!announced)
            {
                response.Content = new StreamContent(new UnannouncedStream(200_001));
            }

            return response;
        });

        Failure failure = await Calling.FailureOfAsync(() => server.Client().SendAsync(server.Client().Get("things"), default));

        failure.Id.ShouldBe("ForgeUnreadable");
        failure.Cause.ShouldBe("The answer has more than 200,000 bytes.");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_as_large_as_allowed_is_taken()
    {
        FakeServer server = new(() => new HttpResponseMessage { Content = new StreamContent(new UnannouncedStream(200_000)) });

        (await server.Client().SendAsync(server.Client().Get("things"), default)).Body.Length.ShouldBe(200_000);
    }

    private sealed class UnannouncedStream(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
