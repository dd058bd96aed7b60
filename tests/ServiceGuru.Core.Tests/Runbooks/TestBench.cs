using NSubstitute;
using ServiceGuru.Approvals;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Services;
using ServiceGuru.Sessions;
using ServiceGuru.Time;

namespace ServiceGuru.Runbooks;

/// <summary>A session over a fake world and a real journal in a folder of its own.</summary>
internal sealed class TestBench : IGatekeeper, IRunObserver, IDisposable
{
    private readonly List<LedgerRecord> _records = [];

    public TestBench(TimeProvider? time = null)
    {
        Time = time ?? new ManualTimeProvider();
        Journal = new JournalLedger(Folder, Time);
        Operations = new OperationCatalog([new ApprovalGate(), new Calendars.AwaitWindow(), new SetValues(World), Query]);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("guru-test-").FullName;

    public TimeProvider Time { get; }

    public FakeWorld World { get; } = new();

    public FakeQuery Query { get; } = new();

    public JournalLedger Journal { get; }

    /// <summary>Where the runs are recorded: the journal, unless a test says otherwise.</summary>
    public IRunLedger Ledger
    {
        get => field ?? Journal;
        init;
    }

    public OperationCatalog Operations { get; }

    /// <summary>What is recorded by now; a run that goes on records more meanwhile.</summary>
    public IReadOnlyList<LedgerRecord> Records
    {
        get
        {
            lock (_records)
            {
                return [.. _records];
            }
        }
    }

    public Func<GateOpened, CancellationToken, Task<GateAnswer?>> Answer { get; set; } = (_, _) => Task.FromResult<GateAnswer?>(null);

    public Func<IReadOnlyList<Change>, IEnumerable<Change>> Decline { get; set; } = changes => changes.Where(change => change.Destructive);

    public Func<StepState, Task<FailureDecision?>> Decide { get; set; } = _ => Task.FromResult<FailureDecision?>(null);

    public Action<LedgerRecord> OnRecorded { get; set; } = _ => { };

    public ServiceDefinition Service { get; set; } = new() { Name = "test" };

    public IConnections Connections { get; } = Substitute.For<IConnections>();

    public IReadOnlyList<IAnswerSource> AnswerSources { get; set; } = [];

    public RunOptions Options => new() { By = "tester", WorkingDirectory = Folder };

    public ServiceSession Session(IRunLedger? ledger = null) => new()
    {
        Service = Service,
        Connections = Connections,
        AnswerSources = AnswerSources,
        Ledger = ledger ?? Ledger,
        Operations = Operations,
        Parser = new YamlDocumentParser(),
        Time = Time,
    };

    public Runbook Read(string yaml) => new RunbookReader(new YamlDocumentParser(), Operations).Read(yaml, null);

    public async Task<RunState> RunAsync(string yaml, CancellationToken cancellationToken = default) =>
        (await Session().RunAsync(Read(yaml), Options, this, this, cancellationToken)).State;

    public async Task<RunState> ResumeAsync(string id, IRunLedger? ledger = null) =>
        (await Session(ledger).ResumeAsync(id, "tester", this, this, CancellationToken.None)).State;

    /// <summary>Who sits at this face, where that is known.</summary>
    public string? Here { get; set; }

    /// <summary>Why whoever sits here could not answer.</summary>
    public List<string> Told { get; } = [];

    public string? Answerer => Here;

    public Task TellAsync(GateOpened gate, string reason, CancellationToken cancellationToken)
    {
        Told.Add(reason);
        return Task.CompletedTask;
    }

    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Answer(gate, cancellationToken);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(Decline(changes).Select(change => change.Id).ToHashSet());

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Decide(step);

    public void OnRecord(LedgerRecord record, RunState state)
    {
        lock (_records)
        {
            _records.Add(record);
        }

        OnRecorded(record);
    }

    /// <summary>Makes room for so many more records: keeping one of them allocates nothing.</summary>
    public void MakeRoom(int records)
    {
        lock (_records)
        {
            _records.EnsureCapacity(_records.Count + records);
        }
    }

    public void OnProgress(string step, string message, double? fraction)
    {
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
