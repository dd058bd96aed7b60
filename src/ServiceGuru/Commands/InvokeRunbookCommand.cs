using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Connectors.Sessions;
using ServiceGuru.Runbooks;
using ServiceGuru.Runbooks.Execution;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Carries a runbook out, or plans it whole with -WhatIf.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Runbook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StepState), typeof(RunState))]
public sealed class InvokeRunbookCommand : RunCommand
{
    /// <summary>The runbook: a path, or the name of one that ships.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("Path")]
    [ArgumentCompleter(typeof(RunbookCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>Values of the runbook's parameters, by name.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RunbookParameterCompleter))]
    public IDictionary? Parameter { get; set; }

    /// <summary>A named set of parameters: one of the runbook's, one that was saved, or a file. -Parameter goes before it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ScenarioCompleter))]
    public string? Scenario { get; set; }

    /// <summary>The plan that the run must not drift from: a file that 'guru plan --out' has written, or a plan's hash.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Plan { get; set; }

    /// <summary>What happens when a step has failed for good: Ask waits for a decision, Fail ends the run (the default).</summary>
    [Parameter]
    public FailurePolicy OnFailure { get; set; }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        SessionFactory factory = await FactoryAsync().ConfigureAwait(false);
        Runbook runbook = await factory.ReadRunbookAsync((await NamedAsync(Name).ConfigureAwait(false))!, cancellationToken).ConfigureAwait(false);
        string directory = await OnPipelineAsync(() => CurrentDirectory).ConfigureAwait(false);
        RunOptions options = new()
        {
            Scenario = Scenario is null ? null : await factory.Scenarios.FindAsync(runbook, (await NamedAsync(Scenario).ConfigureAwait(false))!, directory, cancellationToken).ConfigureAwait(false),
            Plan = Plan is null ? null : await PlanFile.FindAsync((await NamedAsync(Plan).ConfigureAwait(false))!, directory, cancellationToken).ConfigureAwait(false),
            Parameters = TextTable.Of(Parameter) ?? new Dictionary<string, string>(),
            By = ModuleSettings.User,
            DuringFreeze = DuringFreeze,
            WorkingDirectory = directory,
            OnFailure = OnFailure,
        };
        if (PlanOnly)
        {
            await PlanAsync(session, runbook, options, cancellationToken).ConfigureAwait(false);
            return;
        }

        await CarryOnAsync(
            session,
            runbook.Name,
            (gatekeeper, watcher, token) => session.RunAsync(runbook, options, gatekeeper, watcher, token),
            cancellationToken).ConfigureAwait(false);
    }

    private async Task PlanAsync(ServiceSession session, Runbook runbook, RunOptions options, CancellationToken cancellationToken)
    {
        RunPlan plan;
        using (ProgressDisplay progress = ShowProgress($"Planning {runbook.Name}"))
        {
            plan = await session.PlanRunAsync(runbook, options, progress, cancellationToken).ConfigureAwait(false);
        }

        EmitVerbose($"The plan's hash is {plan.Hash}; not promised: {string.Join(", ", plan.Steps.Where(step => step.Gap is not null).Select(step => step.Step))}");
        foreach (StepPlan step in plan.Steps)
        {
            await TellAsync(step, runbook.Name).ConfigureAwait(false);
        }

        if (plan.Calendar is { } closed)
        {
            EmitError(closed, runbook.Name);
        }
    }

    private async Task TellAsync(StepPlan step, string caption)
    {
        IEnumerable<string> lines = (step.Plan?.Changes ?? []).Select(change => change.Destructive ? $"{change.Summary} (destroys something)" : change.Summary);
        if (step.WaitsFor is not null)
        {
            lines = [$"{step.Title} (known only in the run: {step.WaitsFor})"];
        }
        else if (step.Plan is { Changes.Count: 0 })
        {
            lines = [$"{step.Title}{string.Concat(step.Plan.Notes.Select(note => $"; {note.Target}: {note.Text}"))}"];
        }

        foreach (string line in lines)
        {
            await Prompt.ShouldChangeAsync($"{step.Step}: {line}", caption).ConfigureAwait(false);
        }

        if (step.Failure is { } failure)
        {
            EmitError(failure, step.Step);
        }
    }
}
