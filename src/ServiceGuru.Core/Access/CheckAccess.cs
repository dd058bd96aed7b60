using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Access;

/// <summary>Tells whether every system can be reached and grants what the operations need.</summary>
public sealed class CheckAccess : Operation<AccessRequest, AccessReport>
{
    /// <inheritdoc/>
    public override string Id => "access/check";

    /// <inheritdoc/>
    public override string Summary => "Tells whether every system can be reached and grants what the operations need. Changes nothing.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(AccessRequest request, ServiceDefinition service) => AccessInspection.CheckNames(request.Systems);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(AccessRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [new PlanNote(context.Service.Name, "its systems are asked for rights; nothing is changed")],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AccessRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        List<AccessCheck> checks = [];
        await foreach (AccessCheck check in AccessInspection.InspectAsync(context.Connections.AccessProbes, request.Systems, request.Timeout, context.Time, cancellationToken).ConfigureAwait(false))
        {
            checks.Add(check);
            context.Progress.Report($"{check.System} {check.Target}: {check.Right}");
        }

        return new Conclusion(
            new AccessReport([.. checks.OrderBy(check => check.System, StringComparer.Ordinal).ThenBy(check => check.Target, StringComparer.Ordinal)]),
            AccessReport.FailureOf(checks));
    }
}
