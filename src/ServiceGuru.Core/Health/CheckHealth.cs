using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>
/// Tells whether an environment is healthy, and if not why, how we know and what to do: pods, workloads and image
/// streams by one snapshot, the error tracker's new issues, and the service's own endpoints.
/// </summary>
public sealed class CheckHealth : Operation<HealthCheckRequest, HealthReport>
{
    /// <inheritdoc/>
    public override string Id => "health/check";

    /// <inheritdoc/>
    public override string Summary => "Tells whether an environment is healthy, and if not why and what to do.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(HealthCheckRequest request, ServiceDefinition service) => service.FindEnvironment(request.Environment);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(HealthCheckRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Validate(request);
        EnvironmentDefinition environment = context.Service.FindEnvironment(request.Environment);
        List<string> sources = [$"{context.Service.Workloads.Count} workloads in {environment.Namespace}"];
        if (context.Service.ErrorTracker is not null)
        {
            sources.Add("the error tracker's new issues");
        }

        if (environment.Api is not null)
        {
            sources.Add("the API");
        }

        if (environment.Dashboard is not null)
        {
            sources.Add("the dashboard");
        }

        PlanNote note = new(request.Environment, $"Looks at {string.Join(", ", sources)}; changes nothing.");
        return Task.FromResult(new Plan { Operation = Id, Notes = [note] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(HealthCheckRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Validate(request);
        HealthReport report = await new HealthEvaluation(context, request.Environment, request.Since, cancellationToken).EvaluateAsync().ConfigureAwait(false);
        return new Conclusion(report, HealthFailures.Of(report));
    }

    private static void Validate(HealthCheckRequest request)
    {
        if (request.Since is { } since && since <= TimeSpan.Zero)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidWindow",
                Kind = FailureKind.Usage,
                Message = "since must be more than zero.",
                Target = request.Environment,
                NextAction = "Give a duration such as 6h.",
            });
        }
    }
}
