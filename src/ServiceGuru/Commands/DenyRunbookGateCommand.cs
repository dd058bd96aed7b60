using System.Management.Automation;
using ServiceGuru.Approvals;

namespace ServiceGuru.Commands;

/// <summary>Says no at a gate of a run that another process works on. One no closes the gate.</summary>
[Cmdlet(VerbsLifecycle.Deny, "RunbookGate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(GateReceipt))]
public sealed class DenyRunbookGateCommand : GateAnswerCommand
{
    private protected override bool Yes => false;
}
