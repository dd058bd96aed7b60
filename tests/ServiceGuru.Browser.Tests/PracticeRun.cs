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

namespace ServiceGuru.Browser.Tests;

/// <summary>A real run over the sandbox, with nobody at its terminal: all that people say comes from the page.</summary>
internal sealed class PracticeRun : IGatekeeper, IRunObserver, IAsyncDisposable
{
    private const string Text = """
        name: practice
        steps:
          - id: go
            title: The team agrees
            uses: gate/approval
            with:
              question: Is it safe to tell the users?
              inputs:
                ticket: { type: string, required: true, pattern: "OPS-[0-9]+", description: The ticket of the change. }
          - id: staging
            title: Staging is healthy
            uses: health/check
            with: { environment: stg }
          - id: topic
            title: Users are told
            uses: notice/topic
            with: { message: redeploying }
          - id: restore
            title: The old topics come back
            uses: notice/restore-topic
            when: always
        """;

    private readonly TaskCompletionSource<string> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly SandboxServer _sandbox;

    private PracticeRun(SandboxServer sandbox) => _sandbox = sandbox;

    /// <summary>Gets the run's id once it has begun.</summary>
    public Task<string> Id => _id.Task;

    /// <summary>Gets how it ended.</summary>
    public Task<RunOutcome> Outcome { get; private set; } = null!;

    public static async Task<PracticeRun> StartAsync(Stage stage, params string[] faults)
    {
        string definition = Path.Combine(AppContext.BaseDirectory, "services", "packit.yaml");
        SandboxServer sandbox = await SandboxServer.StartAsync(
            new SandboxOptions
            {
                Service = new ServiceDefinitionReader(new YamlDocumentParser()).Read(await File.ReadAllTextAsync(definition), definition),
                Directory = Path.Combine(stage.Folder, "world"),
                Speed = 2000,
                Faults = faults,
            },
            TimeProvider.System,
            CancellationToken.None);
        string service = Path.Combine(stage.Folder, "service.yaml");
        string runbook = Path.Combine(stage.Folder, "practice.yaml");
        await File.WriteAllTextAsync(service, YamlWriter.Write(sandbox.Service));
        await File.WriteAllTextAsync(runbook, Text);
        SessionFactory factory = new(new SessionSettings
        {
            ShippedDirectory = AppContext.BaseDirectory,
            CurrentDirectory = stage.Folder,
            StateDirectory = Path.Combine(stage.Folder, "state"),
            Environment = _ => null,
        });
        PracticeRun run = new(sandbox);
        ServiceSession session = await factory.OpenAsync(service, CancellationToken.None);
        Runbook read = await factory.ReadRunbookAsync(runbook, CancellationToken.None);
        RunOptions options = new() { By = "laura@example", WorkingDirectory = stage.Folder, OnFailure = FailurePolicy.Ask };
        run.Outcome = Task.Run(() => session.RunAsync(read, options, run, run, run._end.Token));
        return run;
    }

    public void Heal(string fault) => _sandbox.SetFault(fault, false);

    public Task<GateAnswer?> AskAsync(GateOpened gate, CancellationToken cancellationToken) => Task.FromResult<GateAnswer?>(null);

    public Task<FailureDecision?> DecideAsync(StepState step, CancellationToken cancellationToken) => Task.FromResult<FailureDecision?>(null);

    public Task<IReadOnlySet<string>> ReviewAsync(string step, IReadOnlyList<Change> changes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    public void OnRecord(LedgerRecord record, RunState state) => _id.TrySetResult(state.Id);

    public void OnProgress(string step, string message, double? fraction)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Outcome;
        _end.Dispose();
        await _sandbox.DisposeAsync();
    }
}
