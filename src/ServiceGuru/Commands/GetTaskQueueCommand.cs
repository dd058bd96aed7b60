using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Queues;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Tells how long the task queues are and what the workers are at.</summary>
[Cmdlet(VerbsCommon.Get, "TaskQueue")]
[OutputType(typeof(QueueState))]
public sealed class GetTaskQueueCommand : ServiceCommand
{
    /// <summary>The environments; the production one if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (string? environment in (IEnumerable<string?>?)Environment ?? [null])
        {
            try
            {
                QueueStatusRequest request = new() { Environment = environment };
                (QueueReport report, Failure? failure) = await AskAsync<QueueReport>(session, "queues/status", request, "Looking at queues", cancellationToken).ConfigureAwait(false);
                EmitEach(report.Queues);
                EmitErrors(failure);
            }
            catch (GuruException error)
            {
                EmitError(error.Failure, environment);
            }
        }
    }
}
