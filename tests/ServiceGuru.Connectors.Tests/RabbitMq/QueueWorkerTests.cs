using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Connectors.RabbitMq;

public sealed class QueueWorkerTests
{
    private static TargetsOutput OutputOf(RunState state) => ServiceSession.OutputOf<TargetsOutput>(state, "each")!;

    [SkippableFact]
    public async Task Workers_do_each_targets_work_once_and_the_run_learns_all_ends()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task[] workers = [bench.Worker(4).RunAsync(drain.Token, CancellationToken.None), bench.Worker(4).RunAsync(drain.Token, CancellationToken.None)];

        RunState state = await bench.RunAsync(Enumerable.Range(1, 30).Select(number => $"t{number}"), 10).WaitAsync(WorkerBench.Patience);

        await drain.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(WorkerBench.Patience);
        state.Failure.ShouldBeNull();
        OutputOf(state).Succeeded.ShouldBe(30);
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 30).Select(number => $"t{number}").Order(StringComparer.Ordinal));
        (await CountAsync(bench)).ShouldBe(0u);
    }

    [SkippableFact]
    public async Task The_access_check_makes_no_queue_and_tells_a_wrong_password()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        IReadOnlyList<ServiceGuru.Access.AccessCheck> checks = await new QueueAccessProbe(bench.Queue, bench.Service).CheckAsync(CancellationToken.None);
        checks.Select(check => check.State).ShouldBe([ServiceGuru.Access.AccessState.Ok, ServiceGuru.Access.AccessState.Unknown]);
        checks[1].Reason.ShouldNotBeNull().ShouldContain("is not there yet");
        (await new QueueAccessProbe(bench.Queue, bench.Service).CheckAsync(CancellationToken.None))[1].Reason.ShouldBe(checks[1].Reason);

        QueueConnector wrong = new(QueueAddress.Parse($"amqp://guest@{bench.Queue.Address.Host}:{bench.Queue.Address.Port}?password=env:WRONG"), (_, _) => ValueTask.FromResult("wrong-password"));
        ServiceGuru.Access.AccessCheck refused = (await new QueueAccessProbe(wrong, bench.Service).CheckAsync(CancellationToken.None)).ShouldHaveSingleItem();
        refused.State.ShouldBe(ServiceGuru.Access.AccessState.Missing, refused.ToString());
        $"{refused} {refused.NextAction}".ShouldNotContain("wrong-password");
    }

    [SkippableFact]
    public async Task A_message_holds_ids_and_nothing_else()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource stop = new();
        Task<RunState> run = bench.RunAsync(["secret-name"], 1, stop.Token);
        BasicGetResult message = await TakeAsync(bench);
        await stop.CancelAsync();

        string id = (await run.WaitAsync(WorkerBench.Patience)).Id;
        message.BasicProperties.Persistent.ShouldBeTrue();
        Encoding.UTF8.GetString(message.Body.Span).ShouldBe($$"""{"protocol":1,"run":"{{id}}","step":"each","target":"{{id}}.each.1","service":"{{bench.Service}}","after":1,"wanted":false}""");
    }

    [SkippableFact]
    public async Task A_lost_message_is_sent_again_and_a_doubled_one_does_no_harm()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task<RunState> run = bench.RunAsync(["a", "b"], 2);
        await using WorkPublisher publisher = new(bench.Queue);
        BasicGetResult lost = await TakeAsync(bench);
        TargetWork other = WorkMessage.Read(lost.Body.Span, out _)!;
        foreach (int index in new[] { 1, 2, 2, 1 })
        {
            if (RunIds.OfTarget(other.Run, "each", index) != other.Target)
            {
                await publisher.PublishAsync(other with { Target = RunIds.OfTarget(other.Run, "each", index) }, CancellationToken.None);
            }
        }

        Task worker = bench.Worker(2).RunAsync(drain.Token, CancellationToken.None);

        RunState state = await run.WaitAsync(WorkerBench.Patience);

        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        state.Failure.ShouldBeNull();
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
    }

    [SkippableFact]
    public async Task Of_two_workers_that_get_the_same_message_one_acts()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task[] workers = [bench.Worker().RunAsync(drain.Token, CancellationToken.None), bench.Worker().RunAsync(drain.Token, CancellationToken.None)];
        Task<RunState> run = bench.RunAsync(["slow"], 1);
        await bench.UntilAsync(() => File.Exists(Path.Combine(bench.Folder, "begun-slow")));
        string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();
        await using WorkPublisher publisher = new(bench.Queue);

        await publisher.PublishAsync(new TargetWork(id, "each", RunIds.OfTarget(id, "each", 1), bench.Service, 1), CancellationToken.None);
        await bench.UntilAsync(() => bench.Log.Contains("Left 1"));
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "go"), string.Empty);

        (await run.WaitAsync(WorkerBench.Patience)).Failure.ShouldBeNull();
        await drain.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(WorkerBench.Patience);
        bench.Effects.ShouldBe(["slow"]);
    }

    [SkippableFact]
    public async Task A_worker_that_shall_end_finishes_its_change_and_gives_the_rest_back()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        using CancellationTokenSource later = new();
        QueueWorker first = bench.Worker();
        Task serving = first.RunAsync(drain.Token, CancellationToken.None);
        Task<RunState> run = bench.RunAsync(["slow-a", "slow-b"], 2);
        await bench.UntilAsync(() => Directory.GetFiles(bench.Folder, "begun-*").Length == 1);

        await drain.CancelAsync();
        first.Status.Draining.ShouldBeTrue();
        serving.IsCompleted.ShouldBeFalse();
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "go"), string.Empty);
        await serving.WaitAsync(WorkerBench.Patience);
        bench.Effects.ShouldHaveSingleItem();
        Task second = bench.Worker().RunAsync(later.Token, CancellationToken.None);

        RunState state = await run.WaitAsync(WorkerBench.Patience);

        await later.CancelAsync();
        await second.WaitAsync(WorkerBench.Patience);
        state.Failure.ShouldBeNull();
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(["slow-a", "slow-b"]);
    }

    [SkippableTheory]
    [InlineData("wrong service", "WrongService")]
    [InlineData("unknown operation", "UnreadableWork")]
    public async Task Work_that_nobody_can_do_is_parked_with_its_reason_and_has_failed_in_its_record(string poison, string failure)
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task worker = (poison == "wrong service" ? bench.Worker(service: "another") : bench.Worker(operations: new OperationCatalog([]))).RunAsync(drain.Token, CancellationToken.None);

        RunState state = await bench.RunAsync(["a"], 1).WaitAsync(WorkerBench.Patience);

        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        OutputOf(state).Targets.Single().Failure!.Id.ShouldBe(failure);
        ParkedWork parked = new(bench.Queue);
        ParkedMessage message = (await parked.ListAsync(CancellationToken.None)).Single(message => message.Service == bench.Service);
        message.FailureId.ShouldBe(failure);
        message.Target.ShouldBe($"{state.Id}.each.1");
        (await parked.ListAsync(CancellationToken.None)).ShouldContain(message, "to look takes nothing away");

        await parked.RetryAsync(message.Id, bench.Journal, CancellationToken.None);
        using CancellationTokenSource later = new();
        Task good = bench.Worker().RunAsync(later.Token, CancellationToken.None);
        await bench.UntilAsync(() => bench.Effects.Count == 1 && bench.Log.Contains("Done 1"));
        await later.CancelAsync();
        await good.WaitAsync(WorkerBench.Patience);
        (await parked.ListAsync(CancellationToken.None)).ShouldNotContain(message);
        (await bench.Session(null).ResumeAsync(state.Id, "tester", bench, bench, CancellationToken.None)).State.Failure.ShouldBeNull();
        bench.Effects.ShouldBe(["a"]);
    }

    [SkippableTheory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(OperationCanceledException))]
    public async Task Work_that_meets_an_error_that_nobody_foresaw_is_tried_again_and_keeps_no_place(Type kind)
    {
        Exception error = (Exception)Activator.CreateInstance(kind, "No space left on device")!;
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task worker = bench.Worker(ledger: bench.Troubled(error, 2)).RunAsync(drain.Token, CancellationToken.None);

        RunState state = await bench.RunAsync(["a", "b"], 2).WaitAsync(WorkerBench.Patience);

        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        state.Failure.ShouldBeNull();
        bench.Effects.Order(StringComparer.Ordinal).ShouldBe(["a", "b"]);
        bench.Log.Count(line => line == $"trouble {kind.Name}: No space left on device").ShouldBe(2);
    }

    [SkippableFact]
    public async Task Work_that_meets_the_same_error_each_time_is_parked_with_it_and_has_failed_in_its_record()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task worker = bench.Worker(ledger: bench.Troubled(new IOException("No space left on device"), 3)).RunAsync(drain.Token, CancellationToken.None);

        RunState state = await bench.RunAsync(["a", "b"], 2).WaitAsync(WorkerBench.Patience);

        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        bench.Effects.ShouldBe(["b"]);
        Failure failure = OutputOf(state).Targets.Single(target => target.Failure is not null).Failure!;
        failure.Id.ShouldBe("DeliveredTooOften");
        failure.Cause.ShouldNotBeNull().ShouldContain("IOException: No space left on device");
        ParkedWork parked = new(bench.Queue);
        ParkedMessage message = (await parked.ListAsync(CancellationToken.None)).First(message => message.Service == bench.Service);
        message.FailureId.ShouldBe("DeliveredTooOften");
        message.Reason.ShouldContain("3 times");
        message.Reason.ShouldContain("IOException: No space left on device");
    }

    [SkippableTheory]
    [InlineData("no json at all")]
    [InlineData("{\"protocol\":1,\"run\":\"../../etc\",\"step\":\"each\",\"target\":\"../../etc.each.1\",\"service\":\"s\",\"after\":1}")]
    [InlineData("null")]
    public async Task A_message_that_is_none_is_parked_and_dropped_by_a_person(string body)
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task worker = bench.Worker().RunAsync(drain.Token, CancellationToken.None);
        string own = $"{body}{new string(' ', 1 + Random.Shared.Next(1000))}";
        await using (IConnection connection = await bench.Queue.ConnectAsync("test", CancellationToken.None))
        {
            await using IChannel channel = await QueueConnector.OpenChannelAsync(connection, CancellationToken.None);
            await QueueConnector.DeclareAsync(channel, bench.Service, CancellationToken.None);
            await bench.PublishAsync(channel, Encoding.UTF8.GetBytes(own));
        }

        await bench.UntilAsync(() => bench.Log.Any(line => line.StartsWith("parked", StringComparison.Ordinal)));

        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        ParkedWork parked = new(bench.Queue);
        ParkedMessage message = (await parked.ListAsync(CancellationToken.None)).First(message => message.Body == own);
        message.FailureId.ShouldBe("UnreadableWork");
        (await Should.ThrowAsync<GuruException>(() => parked.RetryAsync(message.Id, bench.Journal, CancellationToken.None))).Failure.Id.ShouldBe("UnreadableWork");
        await parked.DropAsync(message.Id, CancellationToken.None);
        (await Should.ThrowAsync<GuruException>(() => parked.DropAsync(message.Id, CancellationToken.None))).Failure.Id.ShouldBe("ParkedWorkNotFound");
    }

    [SkippableFact]
    public async Task A_queue_that_somebody_has_declared_in_another_way_is_told_with_what_to_do()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        await using IConnection connection = await bench.Queue.ConnectAsync("test", CancellationToken.None);
        await using IChannel channel = await QueueConnector.OpenChannelAsync(connection, CancellationToken.None);
        await channel.QueueDeclareAsync(QueueNames.Work(bench.Service), durable: true, exclusive: false, autoDelete: false);
        await using WorkPublisher publisher = new(bench.Queue);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => publisher.CountAsync(bench.Service, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("QueueUnreachable");
        failure.Cause.ShouldNotBeNull().ShouldStartWith("RabbitMQ says: PRECONDITION_FAILED");
        failure.Cause.ShouldContain(QueueNames.Work(bench.Service));
        failure.NextAction.ShouldNotBeNull().ShouldContain("declared this queue");
        await channel.QueueDeleteAsync(QueueNames.Work(bench.Service));
        (await publisher.CountAsync(bench.Service, CancellationToken.None)).ShouldBe(0u);
    }

    [SkippableFact]
    public async Task A_stop_reaches_a_target_at_a_worker()
    {
        using WorkerBench bench = await WorkerBench.StartAsync();
        using CancellationTokenSource drain = new();
        Task worker = bench.Worker().RunAsync(drain.Token, CancellationToken.None);
        Task<RunState> run = bench.RunAsync(["slow", "next"], 1);
        await bench.UntilAsync(() => File.Exists(Path.Combine(bench.Folder, "begun-slow")));
        string id = (await bench.Journal.ListAsync(CancellationToken.None)).Single();

        await bench.Journal.PostAsync(id, new StopRequest("boss", "enough"), CancellationToken.None);
        await bench.UntilAsync(() => Directory.Exists(Path.Combine(bench.Folder, "runs", id, "targets", "each.1", "requests")));
        await File.WriteAllTextAsync(Path.Combine(bench.Folder, "go"), string.Empty);

        RunState state = await run.WaitAsync(WorkerBench.Patience);
        await drain.CancelAsync();
        await worker.WaitAsync(WorkerBench.Patience);
        state.Status.ShouldBe(RunStatus.Stopped);
        bench.Effects.ShouldBe(["slow"], "what was under way has finished, and nothing else has begun");
    }

    // Takes a message away from the workers. A quorum queue whose process is only just beginning closes the connection of who asks it.
    private static async Task<BasicGetResult> TakeAsync(WorkerBench bench)
    {
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                await using IConnection connection = await bench.Queue.ConnectAsync("test", CancellationToken.None);
                await using IChannel channel = await QueueConnector.OpenChannelAsync(connection, CancellationToken.None);
                await QueueConnector.DeclareAsync(channel, bench.Service, CancellationToken.None);
                while (true)
                {
                    if (await channel.BasicGetAsync(QueueNames.Work(bench.Service), autoAck: true) is { } message)
                    {
                        return message;
                    }

                    await look.WaitForNextTickAsync();
                }
            }
            catch (OperationInterruptedException error) when (error.ShutdownReason?.ReplyCode == Constants.InternalError)
            {
                await look.WaitForNextTickAsync();
            }
        }
    }

    private static async Task<uint> CountAsync(WorkerBench bench)
    {
        await using WorkPublisher publisher = new(bench.Queue);
        return await publisher.CountAsync(bench.Service, CancellationToken.None);
    }
}
