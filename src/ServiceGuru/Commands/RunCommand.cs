using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>What Invoke-Runbook and Resume-Runbook have in common: they carry a run on and give each step as it ends.</summary>
public abstract class RunCommand : ServiceCommand
{
    /// <summary>Agrees to destructive changes; without it each is asked for.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>After how long the run is stopped, e.g. 4h; it can be resumed.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Goes now although a freeze or a closed window forbids it: says why. The record keeps it with your name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DuringFreeze { get; set; }

    /// <summary>Whether steps and the run are written.</summary>
    private protected virtual bool GivesOutput => true;

    /// <summary>Carries a run on and writes its steps, the run, and its failure.</summary>
    private protected async Task CarryOnAsync(ServiceSession session, string caption, Func<PipelineGatekeeper, RunWatcher, CancellationToken, Task<RunOutcome>> carry, CancellationToken cancellationToken)
    {
        using ProgressDisplay progress = ShowProgress(caption);
        using CancellationTokenSource timeout = new(Timeout ?? System.Threading.Timeout.InfiniteTimeSpan, Time);
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        RunWatcher watcher = new(progress, EmitVerbose, GivesOutput ? Emit : null);
        PipelineGatekeeper gatekeeper = new(Prompt)
        {
            User = ModuleSettings.User,
            Caption = caption,
            Run = () => watcher.RunId,
            AnswersYes = BoundSwitch("Confirm") == false,
            AllowsDestruction = Force,
        };
        RunOutcome outcome;
        try
        {
            outcome = await carry(gatekeeper, watcher, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Once it is recorded, a run that is cancelled ends as stopped; this one had not come so far.
            throw new GuruException(TimedOut($"{caption} did not begin within {Duration.Format(Timeout!.Value)}.", caption, "Give it more time; nothing was done."));
        }

        // As the ledger has it: Get-RunbookRun gives the very same.
        if (GivesOutput)
        {
            Emit(await session.GetRunAsync(outcome.State.Id, cancellationToken).ConfigureAwait(false));
        }

        if (outcome.State.Failure is { } failure)
        {
            if (EndsCall(failure))
            {
                throw new GuruException(failure with { Target = outcome.State.Id });
            }

            EmitError(failure, outcome.State.Id);
        }
        else if (outcome.State.Status == RunStatus.Stopped && timeout.IsCancellationRequested)
        {
            string id = outcome.State.Id;
            EmitError(TimedOut($"Run {id} did not end within {Duration.Format(Timeout!.Value)} and was stopped.", id, $"Resume-Runbook {id} goes on where it stopped."));
        }
    }

    private static Failure TimedOut(string message, string target, string nextAction) => new()
    {
        Id = "RunTimedOut",
        Message = message,
        Target = target,
        NextAction = nextAction,
    };
}
