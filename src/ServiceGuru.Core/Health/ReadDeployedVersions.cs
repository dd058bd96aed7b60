using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Reads which commits an environment runs, and whether they are the heads of its branch.</summary>
public sealed class ReadDeployedVersions : Operation<DeployedVersionsRequest, DeployedVersions>
{
    /// <inheritdoc/>
    public override string Id => "health/versions";

    /// <inheritdoc/>
    public override string Summary => "Reads which commits an environment runs, and whether they are the heads of its branch.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(DeployedVersionsRequest request, ServiceDefinition service) => FindEnvironment(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(DeployedVersionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = FindEnvironment(request, context.Service);
        PlanNote note = new(request.Environment, $"Reads the versions that {environment.Api} reports and the heads of {environment.Branch}; changes nothing.");
        return Task.FromResult(new Plan { Operation = Id, Notes = [note] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(DeployedVersionsRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = FindEnvironment(request, context.Service);
        context.Progress.Report($"Reading the versions of {request.Environment}");
        return new Conclusion(new DeployedVersions(request.Environment, await new VersionReader(context, environment).ReadAsync(cancellationToken).ConfigureAwait(false)));
    }

    private static EnvironmentDefinition FindEnvironment(DeployedVersionsRequest request, ServiceDefinition service)
    {
        EnvironmentDefinition environment = service.FindEnvironment(request.Environment);
        return environment.Api is not null ? environment : throw new GuruException(new Failure
        {
            Id = "ServiceApiMissing",
            Kind = FailureKind.Usage,
            Message = $"The definition names no API for {request.Environment}, so nothing reports its versions.",
            Target = request.Environment,
            NextAction = $"Add environments.{request.Environment}.api to the service definition.",
        });
    }
}
