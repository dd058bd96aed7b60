using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;
using ServiceGuru.Snippets;

namespace ServiceGuru.Commands;

/// <summary>Runs one step of a recorded run alone, with its recorded inputs or others, as a run of its own.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RunbookStep", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StepState), typeof(RunState))]
public sealed class InvokeRunbookStepCommand : RunCommand
{
    /// <summary>The run that has the step.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Run { get; set; } = string.Empty;

    /// <summary>The step's id.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(StepCompleter))]
    public string Step { get; set; } = string.Empty;

    /// <summary>Other values of inputs, by name.</summary>
    [Parameter(Position = 2)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(StepInputCompleter))]
    public IDictionary? Set { get; set; }

    /// <summary>Gives the step, and its run.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool GivesOutput => PassThru;

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Run, () => RunAsync(cancellationToken));

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        SessionFactory factory = await FactoryAsync().ConfigureAwait(false);
        (Snippet snippet, string? servicePath) = await factory.Snippets.Recorded.FindAsync(Run, Step, cancellationToken).ConfigureAwait(false);
        snippet = factory.Snippets.Set(snippet, TextTable.Of(Set) ?? new Dictionary<string, string>());

        // A recorded step belongs to the service that its run was started for, whatever is the default now.
        ServiceIdentity? service = Service ?? (servicePath is null ? null : new ServiceIdentity(servicePath));
        ServiceSession session = await OpenAsync(service, definition => definition, cancellationToken).ConfigureAwait(false);
        SnippetRunner runner = new(session);
        string directory = await OnPipelineAsync(() => CurrentDirectory).ConfigureAwait(false);
        string caption = $"Step {Step} of run {Run}";
        if (PlanOnly)
        {
            await TellAsync(runner, snippet, directory, caption, cancellationToken).ConfigureAwait(false);
            return;
        }

        RunOptions options = new() { By = ModuleSettings.User, WorkingDirectory = directory, DuringFreeze = DuringFreeze };
        await CarryOnAsync(
            session,
            caption,
            (gatekeeper, watcher, token) => runner.RunAsync(snippet, options, gatekeeper, watcher, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(SnippetRunner runner, Snippet snippet, string directory, string caption, CancellationToken cancellationToken)
    {
        using ProgressDisplay progress = ShowProgress(caption);
        Plan plan = await runner.PlanAsync(snippet, directory, progress, cancellationToken).ConfigureAwait(false);
        foreach (Failure blocker in plan.Blockers)
        {
            EmitError(blocker);
        }

        IEnumerable<string> lines = plan.Changes.Count > 0 || plan.Blockers.Count > 0
            ? plan.Changes.Select(change => change.Destructive ? $"{change.Summary} (destroys something)" : change.Summary)
            : [$"{snippet.Operation.Summary}{string.Concat(plan.Notes.Select(note => $"; {note.Target}: {note.Text}"))}"];
        foreach (string line in lines)
        {
            await Prompt.ShouldChangeAsync(line, caption).ConfigureAwait(false);
        }
    }
}
