using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Queues;

/// <summary>Tells how long the task queues are and what the workers are at.</summary>
public sealed class QueueStatus : Operation<QueueStatusRequest, QueueReport>
{
    /// <inheritdoc/>
    public override string Id => "queues/status";

    /// <inheritdoc/>
    public override string Summary => "Tells how long the task queues are and what the workers are at.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(QueueStatusRequest request, ServiceDefinition service)
    {
        QueueReader.Defined(service);
        service.ChooseEnvironment(request.Environment);
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(QueueStatusRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        QueuesDefinition queues = QueueReader.Defined(context.Service);
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [new PlanNote(environment.Name, $"asks a pod of {queues.Inspect} for {string.Join(", ", queues.Names)}; changes nothing")],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(QueueStatusRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        QueueReader reader = new(environment, context);
        context.Progress.Report($"asking the workers of {environment.Name}");
        PodPlace place = await reader.FindPodAsync(cancellationToken).ConfigureAwait(false);
        Task<IReadOnlyDictionary<string, int>> lengths = reader.LengthsAsync(place, cancellationToken);
        IReadOnlyList<InspectAnswer?> answers = await SideBySide.SelectAsync(
            ["active", "reserved", "scheduled"], (what, token) => reader.InspectAsync(place, what, token), cancellationToken).ConfigureAwait(false);
        QueueReport report = QueueReports.Of(environment.Name, context, await lengths.ConfigureAwait(false), answers[0], answers[1], answers[2]);
        return new Conclusion(report, FailureSummary.Of(report.Problems, "QueuesUnhealthy", $"The queues of {environment.Name} are not well."));
    }
}
