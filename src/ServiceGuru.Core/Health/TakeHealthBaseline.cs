using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>
/// Takes a picture of how an environment is before something is done to it, so that a later check can tell what is new.
/// That something is wrong already is no failure of this.
/// </summary>
public sealed class TakeHealthBaseline : Operation<HealthPictureRequest, HealthBaseline>
{
    /// <inheritdoc/>
    public override string Id => "health/baseline";

    /// <inheritdoc/>
    public override string Summary => "Takes a picture of what is wrong with an environment, so that a later check tells what is new.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(HealthPictureRequest request, ServiceDefinition service) => HealthRequests.Check(request.Environment, request.Since, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(HealthPictureRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return Task.FromResult(HealthRequests.Plan(Id, request.Environment, context.Service));
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(HealthPictureRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        HealthSnapshot snapshot = await new HealthReader(context, request.Environment, cancellationToken).ReadAsync(request.Since, ratesSince: null).ConfigureAwait(false);
        return new Conclusion(HealthBaseline.Of(new HealthJudge(snapshot, context.Service, baseline: null).Judge()));
    }
}
