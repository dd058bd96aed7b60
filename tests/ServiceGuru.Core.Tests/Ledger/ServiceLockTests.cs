using ServiceGuru.Connectors.Postgres;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Ledger;

/// <summary>One runbook of a service at a time, also where two begin at the same moment on two machines.</summary>
public sealed class ServiceLockTests : IAsyncLifetime
{
    private const string First = "20260518-120000-aaaa";
    private const string Second = "20260518-120000-bbbb";

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(60);
    private static readonly PostgresTimes Quick = new() { Ping = TimeSpan.FromMilliseconds(100), Retry = TimeSpan.FromMilliseconds(50) };

    private readonly string _schema = PostgresInstance.NewSchema();
    private readonly string _folder = Directory.CreateTempSubdirectory("guru-test-").FullName;
    private readonly List<PostgresLedger> _ledgers = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (PostgresLedger ledger in _ledgers)
        {
            await ledger.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_runbook_keeps_others_of_its_service_from_beginning_and_going_on_but_no_operation_and_no_other_service(bool postgres)
    {
        IRunLedger one = await OpenAsync(postgres);
        IRunLedger two = await OpenAsync(postgres);
        await (await one.CreateAsync(Second, Created(), None)).DisposeAsync();
        IRunWriter first = await one.CreateAsync(First, Created(), None);

        (await Should.ThrowAsync<GuruException>(() => two.CreateAsync("20260518-120000-cccc", Created(), None))).Failure.Id.ShouldBe("AnotherRunInProgress");
        await using (IRunWriter second = await two.OpenAsync(Second, None))
        {
            (await Should.ThrowAsync<GuruException>(() => second.TakeServiceAsync(None))).Failure.Id.ShouldBe("AnotherRunInProgress");
            await (await two.CreateAsync("20260518-120000-dddd", Created() with { RunbookPath = null }, None)).DisposeAsync();
            await (await two.CreateAsync("20260518-120000-eeee", Created() with { Service = "other", ServicePath = "/other.yaml" }, None)).DisposeAsync();
            await first.DisposeAsync();
            await second.TakeServiceAsync(None);
            (await Should.ThrowAsync<GuruException>(() => one.CreateAsync("20260518-120000-ffff", Created(), None))).Failure.Id.ShouldBe("AnotherRunInProgress");
        }

        await (await one.CreateAsync("20260518-120000-ffff", Created(), None)).DisposeAsync();
        (await one.ListAsync(None)).ShouldBe(new[] { "ffff", "eeee", "dddd", "bbbb", "aaaa" }.Select(end => $"20260518-120000-{end}"), "whoever was refused has left nothing");
    }

    [SkippableFact]
    public async Task Of_many_that_begin_at_once_one_begins()
    {
        IRunLedger[] ledgers = [await OpenAsync(true), await OpenAsync(true), await OpenAsync(true), await OpenAsync(true)];
        TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);

        Task<IRunWriter>[] beginning = [.. ledgers.Select(async (ledger, index) =>
        {
            await go.Task;
            return await ledger.CreateAsync($"20260518-120000-aaa{index}", Created(), None);
        })];
        go.SetResult();

        await Task.WhenAll(beginning).WaitAsync(AtMost).ContinueWith(_ => { }, TaskScheduler.Default);
        beginning.Count(task => task.IsCompletedSuccessfully).ShouldBe(1);
        beginning.Where(task => task.IsFaulted).ShouldAllBe(task => ((GuruException)task.Exception!.InnerException!).Failure.Id == "AnotherRunInProgress");
        await (await beginning.Single(task => task.IsCompletedSuccessfully)).DisposeAsync();
    }

    [SkippableFact]
    public async Task The_same_service_from_another_machine_is_refused_and_told_who_has_it()
    {
        const string Book = "{ name: one, steps: [ { id: ask, uses: test/ask } ] }";
        using TestBench here = new(TimeProvider.System) { Ledger = await OpenAsync(true) };
        using TestBench there = new(TimeProvider.System) { Ledger = await OpenAsync(true) };
        Runbook runbook = new RunbookReader(new Connectors.Yaml.YamlDocumentParser(), here.Operations).Read(Book, "book.yaml");
        TaskCompletionSource begun = new();
        TaskCompletionSource go = new();
        here.Query.Ask = async (_, token) =>
        {
            begun.TrySetResult();
            await go.Task.WaitAsync(AtMost, token);
            return null;
        };
        Task<RunOutcome> first = RunAsync(here, "/home/ada/service.yaml");
        await begun.Task.WaitAsync(AtMost);

        Failure failure = (await Should.ThrowAsync<GuruException>(() => RunAsync(there, "/home/bob/service.yaml"))).Failure;

        failure.Id.ShouldBe("AnotherRunInProgress");
        failure.Message.ShouldContain("tester is running one for test");
        go.SetResult();
        (await first).ExitCode.ShouldBe(0);
        (await RunAsync(there, "/home/bob/service.yaml")).ExitCode.ShouldBe(0);

        Task<RunOutcome> RunAsync(TestBench bench, string path) => new ServiceSession
        {
            Service = bench.Service,
            ServicePath = path,
            Connections = bench.Connections,
            AnswerSources = [],
            Ledger = bench.Ledger,
            Operations = bench.Operations,
            Parser = new Connectors.Yaml.YamlDocumentParser(),
            Time = bench.Time,
        }.RunAsync(runbook, bench.Options, bench, bench, None);
    }

    [SkippableFact]
    public async Task A_run_whose_service_was_taken_while_it_was_cut_off_is_told_and_writes_no_more()
    {
        PostgresInstance.Require();
        await using CuttableWay way = new((await PostgresInstance.Shared).Port);
        IRunLedger one = await OpenAsync(true, way.Port);
        IRunLedger two = await OpenAsync(true);
        await using IRunWriter first = await one.CreateAsync(First, Created(), None);
        TaskCompletionSource lost = new();
        using CancellationTokenRegistration told = first.Lost.Register(lost.SetResult);
        way.Cut();
        await using IRunWriter second = await BeginAsync(two);
        way.Mend();

        await lost.Task.WaitAsync(AtMost);

        Failure failure = (await Should.ThrowAsync<GuruException>(async () => await first.AppendAsync(new RunEnded(RunStatus.Stopped), None))).Failure;
        failure.Id.ShouldBe("RunLockLost");
        failure.Message.ShouldContain("Another runbook for service began");
    }

    [SkippableFact]
    public async Task A_run_that_was_cut_off_has_its_service_back_afterwards()
    {
        PostgresInstance.Require();
        await using CuttableWay way = new((await PostgresInstance.Shared).Port);
        IRunLedger one = await OpenAsync(true, way.Port);
        IRunLedger two = await OpenAsync(true);
        await using IRunWriter first = await one.CreateAsync(First, Created(), None);
        way.CutUnnoticed();
        way.Mend();

        (await first.AppendAsync(new StepStarted("ask", 1, []), None).AsTask().WaitAsync(AtMost)).Sequence.ShouldBe(2);

        (await Should.ThrowAsync<GuruException>(() => two.CreateAsync(Second, Created(), None))).Failure.Id.ShouldBe("AnotherRunInProgress");
    }

    // The server needs a moment to notice that the first one's session is gone.
    private static async Task<IRunWriter> BeginAsync(IRunLedger ledger)
    {
        using CancellationTokenSource limit = new(AtMost);
        while (true)
        {
            try
            {
                return await ledger.CreateAsync(Second, Created(), limit.Token);
            }
            catch (GuruException error) when (error.Failure.Id == "AnotherRunInProgress")
            {
                await Task.Yield();
            }
        }
    }

    private static RunCreated Created() => new()
    {
        Runbook = "test",
        RunbookText = "text",
        RunbookHash = "hash",
        RunbookPath = "/book.yaml",
        Service = "service",
        ServicePath = "/service.yaml",
        Steps = [new StepHeader("ask", "Asks", "test/ask", [], StepCondition.Success, UndoPolicy.Offered)],
        WorkingDirectory = "/",
        By = "tester",
    };

    private async Task<IRunLedger> OpenAsync(bool postgres, int? port = null)
    {
        if (!postgres)
        {
            return new JournalLedger(_folder, TimeProvider.System);
        }

        PostgresInstance.Require();
        PostgresLedger ledger = TestLedger.Open((await PostgresInstance.Shared).Address(_schema, port), TimeProvider.System, Quick);
        _ledgers.Add(ledger);
        return ledger;
    }
}
