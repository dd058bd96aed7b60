using ServiceGuru.Health;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>Waits until every workload runs what its image stream has; changes nothing.</summary>
public sealed class AwaitRollout : Operation<AwaitRolloutRequest, RolloutReport>
{
    /// <inheritdoc/>
    public override string Id => "rollout/await";

    /// <inheritdoc/>
    public override string Summary => "Waits until every workload runs what its image stream has.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Wait;

    /// <inheritdoc/>
    public override void Check(AwaitRolloutRequest request, ServiceDefinition service)
    {
        service.FindEnvironment(request.Environment);
        Select(request, service);
        if (request.Timeout <= TimeSpan.Zero)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidTimeout",
                Kind = FailureKind.Usage,
                Message = "timeout must be more than zero.",
                Target = request.Environment,
                NextAction = "Give a duration such as 20m.",
            });
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(AwaitRolloutRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        int workloads = context.Service.Workloads.Count(workload => Select(request, context.Service).Any(stream => stream.Name == workload.ImageStream));
        return Task.FromResult(new Plan { Operation = Id, Notes = [new PlanNote(request.Environment, $"Waits until {workloads} workloads run what their image streams have; changes nothing.")] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AwaitRolloutRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        ClusterSnapshot snapshot = await context.Connections.Cluster(environment).SnapshotAsync(cancellationToken).On(request.Environment).ConfigureAwait(false);
        Dictionary<string, IReadOnlyList<string>> wanted = [];
        foreach (ImageStreamDefinition stream in Select(request, context.Service))
        {
            ImageStreamTagState? tag = snapshot.ImageStreams.FirstOrDefault(state => state.Name == stream.Name)?.Tags.FirstOrDefault(candidate => candidate.Tag == environment.ImageTag);
            if (tag?.Digest is { } digest)
            {
                wanted[stream.Name] = await UndoDeployment.IdentityAsync(stream, digest, context, cancellationToken).ConfigureAwait(false);
            }
        }

        List<TrackedWorkload> tracked =
        [
            .. from workload in context.Service.Workloads
               let digests = wanted.GetValueOrDefault(workload.ImageStream ?? string.Empty)
               where digests is not null
               select new TrackedWorkload(workload, digests.ToHashSet(StringComparer.Ordinal), null) { Digest = digests[0] },
        ];
        if (tracked.Count == 0)
        {
            throw new GuruException(new Failure
            {
                Id = "NothingToAwait",
                Message = $"No image stream of {request.Environment} has an image, so there is nothing that its workloads could run.",
                Target = request.Environment,
                NextAction = $"Import first: guru import {request.Environment}",
            });
        }

        OperationContext limited = request.Timeout is { } timeout
            ? context with { Service = context.Service with { Timing = context.Service.Timing with { RolloutTimeout = timeout } } }
            : context;
        RolloutOutcome outcome = await new RolloutWatch(limited, request.Environment, tracked).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Conclusion(new RolloutReport(request.Environment, outcome.Workloads), outcome.Failure);
    }

    private static IReadOnlyList<ImageStreamDefinition> Select(AwaitRolloutRequest request, ServiceDefinition service) =>
        request.ImageStreams is { } names ? [.. names.Distinct(StringComparer.Ordinal).Select(service.FindImageStream)] : service.ImageStreams;
}
