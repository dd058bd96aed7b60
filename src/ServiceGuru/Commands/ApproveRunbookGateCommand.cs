using System.Collections;
using System.Management.Automation;
using System.Text.Json.Nodes;
using ServiceGuru.Approvals;
using ServiceGuru.Binding;

namespace ServiceGuru.Commands;

/// <summary>Says yes at a gate of a run that another process works on.</summary>
[Cmdlet(VerbsLifecycle.Approve, "RunbookGate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(GateReceipt))]
public sealed class ApproveRunbookGateCommand : GateAnswerCommand
{
    /// <summary>The values that the gate asks for, by name.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Value { get; set; }

    private protected override bool Yes => true;

    private protected override JsonObject? Values =>
        TextTable.Of(Value) is { Count: > 0 } given ? new JsonObject(given.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value))) : null;
}
