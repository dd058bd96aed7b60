using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sandbox;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd;

/// <summary>A sandbox of Packit Service in a folder of its own, and a session on it as a face has one.</summary>
internal sealed class SandboxFixture : IGatekeeper, IRunObserver, IAsyncDisposable
{
    private SandboxFixture(SandboxServer sandbox, string folder)
    {
        Sandbox = sandbox;
        Folder = folder;
        ServicePath = Path.Combine(folder, "service.yaml");
        StateDirectory = Path.Combine(folder, "state");
        WorkingDirectory = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        File.WriteAllText(ServicePath, YamlWriter.Write(sandbox.Service));
        Factory = new SessionFactory(new SessionSettings
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = folder,
            StateDirectory = StateDirectory,
            Environment = _ => null,
        });
    }

    public SandboxServer Sandbox { get; }

    public string Folder { get; }

    public string ServicePath { get; }

    public string StateDirectory { get; }

    public string WorkingDirectory { get; }

    public SessionFactory Factory { get; }

    public List<RunEvent> Events { get; } = [];

    public bool AllowDestructive { get; set; }

    /// <summary>What is decided about every failed step; null where nobody decides.</summary>
    public FailureChoice? Decision { get; set; }

    public static Task<SandboxFixture> StartAsync(double speed = 2000, params string[] faults) => StartAsync(service => service, speed, faults);

    /// <summary>Starts a world of a definition that is not quite the shipped one.</summary>
    public static Task<SandboxFixture> StartAsync(Func<ServiceDefinition, ServiceDefinition> adjust, double speed = 2000, params string[] faults) =>
        StartInAsync(Directory.CreateTempSubdirectory("guru-e2e-").FullName, adjust, speed, faults);

    /// <summary>Starts a world in a folder, which goes with it.</summary>
    public static async Task<SandboxFixture> StartInAsync(string folder, Func<ServiceDefinition, ServiceDefinition> adjust, double speed, params string[] faults)
    {
        string definition = Path.Combine(AppContext.BaseDirectory, "services", "packit.yaml");
        SandboxOptions options = new()
        {
            Service = adjust(new ServiceDefinitionReader(new YamlDocumentParser()).Read(await File.ReadAllTextAsync(definition), definition)),
            Directory = Path.Combine(folder, "world"),
            Speed = speed,
            Faults = faults,
        };
        return new SandboxFixture(await SandboxServer.StartAsync(options, TimeProvider.System, CancellationToken.None), folder);
    }

    public Task<ServiceSession> OpenAsync() => Factory.OpenAsync(ServicePath, CancellationToken.None);

    public async Task<RunState> RunWeeklyAsync()
    {
        ServiceSession session = await OpenAsync();
        Runbook runbook = await Factory.ReadRunbookAsync("weekly-production", CancellationToken.None);
        return (await session.RunAsync(runbook, new RunOptions { By = "test", WorkingDirectory = WorkingDirectory }, this, this, CancellationToken.None)).State;
    }

    public async Task<RunState> ResumeAsync(string runId) =>
        (await (await OpenAsync()).ResumeAsync(runId, "test", this, this, CancellationToken.None)).State;

    /// <summary>What clients did, without times: <c>system action target = detail</c>.</summary>
    public IReadOnlyList<string> Effects() => [.. Sandbox.Effects.Select(effect => $"{effect.System} {effect.Action} {effect.Target} = {effect.Detail}")];

    /// <summary>What clients did by now: the world by itself notices a push only a moment after git has returned.</summary>
    public async Task<IReadOnlyList<string>> SettledEffectsAsync()
    {
        await Sandbox.NoticePushesAsync(CancellationToken.None);
        return Effects();
    }

    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) =>
        Task.FromResult<GateAnswer?>(new GateAnswer(gate.Step, "test", !gate.Destructive || AllowDestructive, null));

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) =>
        Task.FromResult(Decision is { } choice ? new FailureDecision(step.Step.Id, "test", choice, "decided by the test") : null);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(changes.Where(change => change.Destructive && !AllowDestructive).Select(change => change.Id).ToHashSet());

    public void OnRecord(LedgerRecord record, RunState state) => Events.Add(record.Event);

    public void OnProgress(string step, string message, double? fraction)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
