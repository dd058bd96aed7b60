using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>
/// Tells whether an environment is healthy, and if not why, how we know and what to do: pods, workloads and what stands
/// around them by one snapshot, the error tracker's new issues and event rates, the service's own endpoints and versions.
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
    public override void Check(HealthCheckRequest request, ServiceDefinition service)
    {
        HealthRequests.Check(request.Environment, request.Since, service);
        if (request is { From: not null, Since: not null })
        {
            throw Refused("InvalidWindow", request.Environment, "A saved snapshot has its own window.", "Leave either since or from out.");
        }

        if (request.Baseline is { } baseline && baseline.Environment != request.Environment)
        {
            throw Refused("BaselineOfAnotherEnvironment", request.Environment, $"The baseline is of {baseline.Environment}, and {request.Environment} is checked.",
                $"Take one of {request.Environment}: guru health baseline {request.Environment} --out FILE");
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(HealthCheckRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return Task.FromResult(request.From is null ? HealthRequests.Plan(Id, request.Environment, context.Service) : new Plan
        {
            Operation = Id,
            Notes = [new PlanNote(request.Environment, $"Judges the snapshot {request.From}; asks nobody and changes nothing.")],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(HealthCheckRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        HealthSnapshot snapshot = request.From is { } path
            ? await SavedAsync(Path.GetFullPath(path, context.WorkingDirectory), request, context.Service, cancellationToken).ConfigureAwait(false)
            : await new HealthReader(context, request.Environment, cancellationToken).ReadAsync(request.Since, RatesSince(request, context.Time)).ConfigureAwait(false);
        HealthReport report = new HealthJudge(snapshot, context.Service, request.Baseline).Judge();
        return new Conclusion(report, HealthFailures.Of(report));
    }

    /// <summary>What happens more often since the baseline is what matters; a longer window would water it down.</summary>
    private static DateTimeOffset? RatesSince(HealthCheckRequest request, TimeProvider time) =>
        request is { Since: null, Baseline.TakenAt: var taken } && taken < time.GetUtcNow() ? taken : null;

    private static async Task<HealthSnapshot> SavedAsync(string path, HealthCheckRequest request, ServiceDefinition service, CancellationToken cancellationToken)
    {
        HealthSnapshot saved = await HealthDocument.ReadSnapshotAsync(path, cancellationToken).ConfigureAwait(false);
        return saved.Service == service.Name && saved.Environment == request.Environment ? saved : throw Refused(
            "SnapshotOfAnotherEnvironment", path, $"The snapshot is of {saved.Environment} of {saved.Service}, and {request.Environment} of {service.Name} is checked.",
            $"Check {saved.Environment} with the definition of {saved.Service}.");
    }

    private static GuruException Refused(string id, string target, string message, string nextAction) => new(new Failure
    {
        Id = id,
        Kind = FailureKind.Usage,
        Message = message,
        Target = target,
        NextAction = nextAction,
    });
}
