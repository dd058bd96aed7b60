using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>Tells what the deployment repository and the vault have that an environment lacks.</summary>
public sealed class GetInfrastructureChanges : Operation<InfrastructureChangesRequest, InfrastructureChanges>
{
    /// <inheritdoc/>
    public override string Id => "infrastructure/changes";

    /// <inheritdoc/>
    public override string Summary => "Tells what the deployment repository and the vault have that an environment lacks.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(InfrastructureChangesRequest request, ServiceDefinition service)
    {
        service.ChooseEnvironment(request.Environment);
        if (service.Infrastructure is null && service.SecretsChangelog is null)
        {
            throw new GuruException(InfrastructureFailures.NotDefined(service));
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(InfrastructureChangesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new Plan { Operation = Id, Notes = [new PlanNote(context.Service.ChooseEnvironment(request.Environment).Name, "what it lacks of the deployment repository and the vault")] });

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(InfrastructureChangesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        InfrastructureChanges found = await new InfrastructureInspection(context, context.Service.ChooseEnvironment(request.Environment).Name).InspectAsync(cancellationToken).ConfigureAwait(false);

        // The vault is often locked, and that is no reason to fail; without the repository there is no answer.
        return context.Service.Infrastructure is not null && found.Head is null
            ? new Conclusion(found with { Problems = [.. found.Problems.Skip(1)] }, found.Problems[0])
            : new Conclusion(found);
    }
}
