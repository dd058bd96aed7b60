using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Goes on with a run that was interrupted, stopped or has failed.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Runbook", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(StepState), typeof(RunState))]
public sealed class ResumeRunbookCommand : RunCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        IRunLedger ledger = await OpenLedgerAsync().ConfigureAwait(false);
        RunState run = RunTransitions.Fold(Id, await ledger.ReadAsync(Id, cancellationToken).ConfigureAwait(false));
        RunCreated created = run.Created;
        if (PlanOnly)
        {
            IEnumerable<string> open = run.Steps.Where(step => step.Status is not (StepStatus.Succeeded or StepStatus.Skipped)).Select(step => step.Step.Id);
            await Prompt.ShouldChangeAsync($"Resume run {Id} of {created.Runbook} at {string.Join(", ", open)}", created.Runbook).ConfigureAwait(false);
            return;
        }

        // A run belongs to the service that it was started for, whatever is the default now.
        ServiceIdentity? service = Service ?? (created.ServicePath is { } path ? new ServiceIdentity(path) : null);
        ServiceSession session = await OpenAsync(service, definition => definition, cancellationToken).ConfigureAwait(false);
        if (session.Service.Name != created.Service)
        {
            throw new GuruException(new Failure
            {
                Id = "RunOfAnotherService",
                Kind = FailureKind.Usage,
                Message = $"Run {Id} is one of {created.Service}, not of {session.Service.Name}.",
                Target = Id,
                NextAction = $"Name the definition of {created.Service} with -Service.",
            });
        }

        await CarryOnAsync(
            session,
            created.Runbook,
            (gatekeeper, watcher, token) => session.ResumeAsync(Id, new ResumeOptions { By = ModuleSettings.User, DuringFreeze = DuringFreeze }, gatekeeper, watcher, token),
            cancellationToken).ConfigureAwait(false);
    }
}
