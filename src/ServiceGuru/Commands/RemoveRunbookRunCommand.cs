using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;

namespace ServiceGuru.Commands;

/// <summary>Removes old runs from the ledger: ended ones only, and none that tells what was there before a change.</summary>
[Cmdlet(VerbsCommon.Remove, "RunbookRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RetentionVerdict))]
public sealed class RemoveRunbookRunCommand : AsyncCommand
{
    private readonly List<string> _named = [];

    /// <summary>How long ago a run must have ended, e.g. 90d.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [DurationArgument]
    public TimeSpan OlderThan { get; set; }

    /// <summary>The runs that may go; all if absent. One that is named and must stay is an error with the reason; of those that are piped -Verbose tells it.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[]? Id { get; set; }

    /// <summary>How many of the newest runs of each runbook of a service stay however old they are.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Keep { get; set; } = 20;

    /// <summary>Gives what became of each run of that age, also of those that stay.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _named.AddRange(Id ?? []);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (OlderThan <= TimeSpan.Zero)
        {
            throw new GuruException(new Failure { Id = "InvalidAge", Kind = FailureKind.Usage, Message = "OlderThan must be more than zero.", NextAction = "Give an age, e.g. 90d. Nothing was removed." });
        }

        if (_named.Count == 0 && MyInvocation.ExpectingInput)
        {
            // An empty pipeline means nothing, and must not turn into everything.
            return;
        }

        Retention retention = new(await OpenLedgerAsync().ConfigureAwait(false), Time);
        List<RetentionVerdict> verdicts = [];
        await foreach (RetentionVerdict verdict in retention.JudgeAsync(new RetentionRule(OlderThan, Keep), _named.Count == 0 ? null : _named, cancellationToken).ConfigureAwait(false))
        {
            verdicts.Add(verdict);
        }

        foreach (RetentionVerdict verdict in verdicts)
        {
            await RemoveAsync(retention, verdict, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(Retention retention, RetentionVerdict verdict, CancellationToken cancellationToken)
    {
        RetentionVerdict end = verdict;
        if (verdict.Goes)
        {
            if (!await Prompt.ShouldChangeAsync($"Remove run {verdict.RunId} of {verdict.Runbook} for {verdict.Service}, which ended {verdict.EndedAt:yyyy-MM-dd}, for good", "Remove runs", verdict.RunId).ConfigureAwait(false))
            {
                return;
            }

            end = await retention.RemoveAsync(verdict, cancellationToken).ConfigureAwait(false);
        }

        // A pipeline hands over what is to be looked at, not what is to go: only what can't be judged is an error there.
        bool meant = _named.Contains(end.RunId) && (!MyInvocation.ExpectingInput || end.Runbook is null);
        if (end.Missing)
        {
            EmitError(LedgerFailures.NotFound(end.RunId).Failure);
        }
        else if (meant && end.Kept is { } reason)
        {
            EmitError(new Failure { Id = "RunKept", Message = $"Run {end.RunId} stays: {reason}.", Target = end.RunId, NextAction = "Only what has ended long ago, and tells nothing that is still needed, can go." });
        }
        else if (end.Kept is not null)
        {
            EmitVerbose($"Run {end.RunId} stays: {end.Kept}.");
        }

        if (PassThru && !PlanOnly)
        {
            Emit(end);
        }
    }
}
