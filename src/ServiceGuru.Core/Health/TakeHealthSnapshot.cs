using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Saves all that a health check looks at, so that the case can be judged elsewhere and later.</summary>
public sealed class TakeHealthSnapshot : Operation<HealthPictureRequest, HealthSnapshot>
{
    /// <inheritdoc/>
    public override string Id => "health/snapshot";

    /// <inheritdoc/>
    public override string Summary => "Saves all that a health check looks at, so that the case can be judged elsewhere and later.";

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
        return new Conclusion(await new HealthReader(context, request.Environment, cancellationToken).ReadAsync(request.Since, ratesSince: null).ConfigureAwait(false));
    }
}
