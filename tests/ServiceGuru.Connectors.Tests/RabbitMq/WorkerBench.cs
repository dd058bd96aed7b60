using System.Collections.Concurrent;
using System.Globalization;
using NSubstitute;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Effects;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Connectors.RabbitMq;

/// <summary>A service of its own name on the tests' server, runs of it, and workers in this process.</summary>
internal sealed class WorkerBench : IGatekeeper, IRunObserver, IWorkerLog, IDisposable
{
    private readonly RabbitInstance _server;

    private WorkerBench(RabbitInstance server)
    {
        _server = server;
        Journal = new JournalLedger(Folder, TimeProvider.System);
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(120);

    public string Service { get; } = "s" + Guid.NewGuid().ToString("N")[..12];

    public string Folder { get; } = Directory.CreateTempSubdirectory("guru-worker-").FullName;

    public JournalLedger Journal { get; }

    public ConcurrentQueue<string> Log { get; } = new();

    public QueueConnector Queue => new(QueueAddress.Parse(_server.Address), (_, _) => throw new InvalidOperationException("There is no secret."));

    public IReadOnlyList<string> Effects => EffectOperation.Read(Folder);

    public static async Task<WorkerBench> StartAsync()
    {
        RabbitInstance.Require();
        return new WorkerBench(await RabbitInstance.Shared);
    }

    public ServiceSession Session(ITargetDispatcher? dispatcher, string? service = null, OperationCatalog? operations = null, IRunLedger? ledger = null) => new()
    {
        Service = new ServiceDefinition { Name = service ?? Service },
        Connections = Substitute.For<IConnections>(),
        Ledger = ledger ?? Journal,
        Operations = operations ?? new OperationCatalog([new EffectOperation()]),
        Parser = new YamlDocumentParser(),
        Time = TimeProvider.System,
        Dispatcher = dispatcher,
    };

    public async Task<RunState> RunAsync(IEnumerable<string> targets, int parallel, CancellationToken cancellationToken = default)
    {
        await using QueueDispatcher dispatcher = new(new WorkPublisher(Queue), Journal, TimeProvider.System);
        ServiceSession session = Session(dispatcher);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{{ name: work, steps: [ {{ id: each, uses: test/effect, maxParallel: {parallel}, failureBudget: 100%, forEach: [{string.Join(", ", targets)}], with: {{ name: \"${{{{ item }}}}\", folder: \"{Folder}\" }} }} ] }}");
        Runbook runbook = new RunbookReader(session.Parser, session.Operations).Read(text, null);
        return (await session.RunAsync(runbook, new RunOptions { By = "tester", WorkingDirectory = Folder }, this, this, cancellationToken)).State;
    }

    public QueueWorker Worker(int parallel = 1, string? service = null, OperationCatalog? operations = null, IRunLedger? ledger = null) => new(
        Queue,
        Service,
        new TargetWorker(Session(null, service, operations, ledger), "worker"),
        new WorkerSettings { Name = "worker", Parallel = parallel, MaxDeliveries = 3, Pause = TimeSpan.FromMilliseconds(20) },
        this,
        TimeProvider.System);

    /// <summary>The journal, which meets an error that nobody foresaw when the first target's run is opened: so many times.</summary>
    public IRunLedger Troubled(Exception error, int times)
    {
        int left = times;
        IRunLedger ledger = Substitute.For<IRunLedger>();
        ledger.IsHeldAsync(default!, default).ReturnsForAnyArgs(call => Journal.IsHeldAsync(call.Arg<string>(), call.Arg<CancellationToken>()));
        ledger.OpenAsync(default!, default).ReturnsForAnyArgs(call => call.Arg<string>().EndsWith(".1", StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0
            ? Task.FromException<IRunWriter>(error)
            : Journal.OpenAsync(call.Arg<string>(), call.Arg<CancellationToken>()));
        return ledger;
    }

    public async Task UntilAsync(Func<bool> there)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer look = new(TimeSpan.FromMilliseconds(20));
        while (!there())
        {
            await look.WaitForNextTickAsync(patience.Token);
        }
    }

    // A queue that another connection declares at this moment may refuse a message until it has its leader.
    public async Task PublishAsync(IChannel channel, byte[] body)
    {
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer again = new(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            try
            {
                await channel.BasicPublishAsync(string.Empty, QueueNames.Work(Service), mandatory: true, new BasicProperties(), body, patience.Token);
                return;
            }
            catch (PublishException)
            {
                await again.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    public void Connected() => Log.Enqueue("connected");

    public void Trouble(string trouble, TimeSpan retry) => Log.Enqueue($"trouble {trouble}");

    public void Begun(TargetWork work) => Log.Enqueue($"begun {RunIds.IndexOf(work.Target)}");

    public void Ended(TargetWork work, WorkResult result) => Log.Enqueue($"{result.Verdict} {RunIds.IndexOf(work.Target)}");

    public void Parked(string? target, string reason) => Log.Enqueue($"parked {reason}");

    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Task.FromResult<GateAnswer?>(null);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Task.FromResult<FailureDecision?>(null);

    public void OnRecord(LedgerRecord record, RunState state)
    {
    }

    public void OnProgress(string step, string message, double? fraction)
    {
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
