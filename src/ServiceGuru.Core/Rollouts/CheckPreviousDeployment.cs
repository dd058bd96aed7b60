using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Rollouts;

/// <summary>
/// Tells whether the previous deployment was reverted. While it is, pushing <c>stable</c> does not deploy, so a
/// deployment asks this first.
/// </summary>
public sealed class CheckPreviousDeployment : Operation<PreviousDeploymentRequest, PreviousDeployment>
{
    /// <inheritdoc/>
    public override string Id => "rollout/previous";

    /// <inheritdoc/>
    public override string Summary => "Tells whether the previous deployment was reverted, so that new images do not come by themselves.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(PreviousDeploymentRequest request, ServiceDefinition service) => service.FindEnvironment(request.Environment);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(PreviousDeploymentRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        PlanNote note = new(request.Environment, $"Looks where the image streams in {environment.Namespace} point; changes nothing.");
        return Task.FromResult(new Plan { Operation = Id, Notes = [note] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(PreviousDeploymentRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        ICluster cluster = context.Connections.Cluster(environment);
        IReadOnlyList<ImageStreamState?> streams = await SideBySide.SelectAsync(
            [.. context.Service.ImageStreams.Where(stream => stream.Import)],
            (stream, token) => cluster.GetImageStreamAsync(stream.Name, token),
            cancellationToken).ConfigureAwait(false);
        List<RevertedTag> reverted = [.. streams.Select(stream => RevertMark.Find(stream, environment.ImageTag)).OfType<RevertedTag>()];
        IReadOnlyList<string> lines = reverted.Count == 0
            ? [$"{request.Environment} takes new images by itself."]
            : [$"The previous deployment was reverted: {RevertFailures.Describe(reverted.OrderByDescending(tag => tag.At).First())}.", .. reverted.Select(RevertFailures.Line)];
        return new Conclusion(
            new PreviousDeployment(request.Environment, reverted, lines),
            reverted.Count == 0 || request.AfterRevert ? null : RevertFailures.PreviousDeployment(request.Environment, reverted));
    }
}
