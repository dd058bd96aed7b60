using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Queues;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Throws away what waits in the task queues: workers are stopped but for one, and come back.</summary>
[Cmdlet(VerbsCommon.Clear, "TaskQueue", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ClearQueuesReport))]
public sealed class ClearTaskQueueCommand : ChangeCommand
{
    /// <summary>The environment.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string Environment { get; set; } = string.Empty;

    /// <summary>The queues; all of the definition if absent.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(QueueCompleter))]
    public string[]? Queue { get; set; }

    /// <summary>Agrees to the loss of the tasks without a question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what was thrown away and how many workers there are now.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        ClearQueuesRequest request = new() { Environment = Environment, Queues = Queue };
        ClearQueuesReport? report = await CarryOutAsync<ClearQueuesReport>(session, "queues/clear", request, $"Clear task queues of {Environment}", cancellationToken).ConfigureAwait(false);
        if (report?.Notice is { } notice)
        {
            EmitWarning(notice);
        }

        if (PassThru && report is not null)
        {
            Emit(report);
        }
    }
}
