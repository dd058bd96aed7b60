using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Queues;

namespace ServiceGuru.Tests.Queues;

public sealed class QueueStatusTests : IDisposable
{
    private readonly OnCallWorld _world = new();
    private string _lengths = """{"a": 3, "b": 0}""";
    private string _active = """{"celery@short-0": [{"id": "1", "time_start": 1700000000.5, "delivery_info": {"routing_key": "a"}}], "celery@long-0": []}""";

    public QueueStatusTests() => _world.Run = (_, command) => command.Command switch
    {
        ["python3", "-c", _, "app.tasks", "a", "b"] => new(0, _lengths, "some warning"),
        ["celery", "-A", "app.tasks", "inspect", "active", "--json", "--timeout", "10"] => new(0, $"{_active}\n\n2 nodes online.\n", string.Empty),
        ["celery", "-A", "app.tasks", "inspect", "reserved", ..] => new(0, """{"celery@short-0": [{"delivery_info": {"routing_key": "b"}}], "celery@long-0": []}""", string.Empty),
        ["celery", "-A", "app.tasks", "inspect", "scheduled", ..] => new(0, """{"celery@short-0": [{"eta": "x", "request": {"delivery_info": {"routing_key": "b"}}}], "celery@long-0": []}""", string.Empty),
        _ => throw new NotSupportedException(string.Join(' ', command.Command)),
    };

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Every_queue_tells_what_waits_and_what_the_workers_are_at()
    {
        (QueueReport report, Failure? failure) = await AskAsync();

        failure.ShouldBeNull();
        report.Environment.ShouldBe("prod");
        report.Workers.ShouldBe(["celery@long-0", "celery@short-0"]);
        report.Queues.Select(queue => (queue.Name, queue.Waiting, queue.Active, queue.Reserved, queue.Scheduled)).ShouldBe([("a", 3, 1, 0, 0), ("b", 0, 0, 1, 1)]);
        report.Queues[0].OldestActive.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1700000000500));
    }

    [Fact]
    public async Task A_long_queue_is_a_backlog_while_workers_are_at_it_and_stuck_where_none_is()
    {
        _lengths = """{"a": 101, "b": 100}""";
        (_, Failure? failure) = await AskAsync();
        failure.ShouldNotBeNull().Id.ShouldBe("QueueBacklog");
        failure.Target.ShouldBe("prod/a");

        _active = """{"celery@short-0": []}""";
        (_, failure) = await AskAsync();
        failure.ShouldNotBeNull().Id.ShouldBe("QueueStuck");
    }

    [Theory]
    [InlineData(69, "", "Error: No nodes replied within time constraint")]
    [InlineData(0, "No nodes replied within time constraint", "")]
    public async Task Workers_that_do_not_reply_are_told_with_the_lengths(int exitCode, string output, string errors)
    {
        Func<string, PodCommand, PodCommandResult> usual = _world.Run;
        _world.Run = (space, command) => command.Command[0] == "celery" ? new(exitCode, output, errors) : usual(space, command);

        (QueueReport report, Failure? failure) = await AskAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("WorkersDoNotReply");
        failure.Evidence.ShouldContain("a: 3 waiting, ? active");
        report.Queues.ShouldAllBe(queue => queue.Active == null);
    }

    [Theory]
    [InlineData(1, "", "ConnectionError: valkey")]
    [InlineData(0, "{}", "")]
    [InlineData(0, "no json", "")]
    public async Task Lengths_that_nobody_can_read_are_a_failure_and_no_zero(int exitCode, string output, string errors)
    {
        Func<string, PodCommand, PodCommandResult> usual = _world.Run;
        _world.Run = (space, command) => command.Command[0] == "python3" ? new(exitCode, output, errors) : usual(space, command);

        (await Should.ThrowAsync<GuruException>(AskAsync)).Failure.Id.ShouldBe("QueuesUnreadable");
    }

    private async Task<(QueueReport Report, Failure? Failure)> AskAsync()
    {
        Conclusion conclusion = await new QueueStatus().ConcludeAsync(new QueueStatusRequest(), [], _world.Context, CancellationToken.None);
        return (conclusion.Output.ShouldBeOfType<QueueReport>(), conclusion.Failure);
    }
}
