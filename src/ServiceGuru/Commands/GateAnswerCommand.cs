using System.Management.Automation;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;

namespace ServiceGuru.Commands;

/// <summary>What Approve-RunbookGate and Deny-RunbookGate have in common: an answer to a gate, and what became of it.</summary>
public abstract class GateAnswerCommand : AsyncCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>The step that waits.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Step")]
    [GateName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(GateCompleter))]
    public string Gate { get; set; } = string.Empty;

    /// <summary>A word with it; the ledger keeps it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Comment { get; set; }

    /// <summary>The opening that is answered; needed for one that is still to come. By default the open one.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Opening { get; set; }

    /// <summary>Gives what became of the answer.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Whether the answer is yes.</summary>
    private protected abstract bool Yes { get; }

    /// <summary>The values that the gate asks for.</summary>
    private protected virtual JsonObject? Values => null;

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Id, () => AnswerAsync(cancellationToken));

    private async Task AnswerAsync(CancellationToken cancellationToken)
    {
        GateDesk desk = new(await OpenLedgerAsync().ConfigureAwait(false), Time);
        GateReply reply = new() { RunId = Id, Step = Gate, By = ModuleSettings.User, Yes = Yes, Comment = Comment, Values = Values, Via = "command", Opening = Opening };
        await desk.CheckAsync(reply, cancellationToken).ConfigureAwait(false);
        if (!await Prompt.ShouldChangeAsync($"Say {(Yes ? "yes" : "no")} at the gate '{Gate}' of run {Id}", Id, Id).ConfigureAwait(false))
        {
            return;
        }

        GateReceipt receipt = await desk.AnswerAsync(reply, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            Emit(receipt);
        }

        if (!receipt.Held)
        {
            EmitVerbose($"No process works on run {Id} now; the answer counts when it goes on{(receipt.Until is { } until ? $", and only before {until:u}" : string.Empty)}: Resume-Runbook {Id}.");
        }

        if (receipt.Recorded?.Refused is { } reason)
        {
            EmitError(new Failure { Id = "AnswerRefused", Message = $"The answer does not count. {reason}", Target = Gate, NextAction = "Get-RunbookGate lists who may answer." }, Id);
        }
    }
}
