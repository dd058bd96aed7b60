using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>
/// Points the target branch (stable) of every repository at a commit of its source branch (main). For a service whose
/// production imports images by itself, this push is the deployment.
/// </summary>
public sealed class MoveBranches : Operation<MoveBranchesRequest, MoveReport>
{
    /// <inheritdoc/>
    public override string Id => "branches/move";

    /// <inheritdoc/>
    public override string Summary => "Moves the stable branches to what is on main.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override int Concurrency => SideBySide.DefaultDegree;

    /// <inheritdoc/>
    public override void Check(MoveBranchesRequest request, ServiceDefinition service)
    {
        RepositorySelection.RequireKnown(service, request.Commits?.Keys);
        RepositorySelection.Select(service, request.Repositories);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(MoveBranchesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        RepositorySelection.RequireKnown(context.Service, request.Commits?.Keys);
        BranchInspection inspection = new(context.Connections.Git);
        IReadOnlyList<BranchState> states = await SideBySide.SelectAsync(
            RepositorySelection.Select(context.Service, request.Repositories),
            (repository, token) => inspection.InspectAsync(repository, request.Commits?.GetValueOrDefault(repository.Name), token),
            cancellationToken).ConfigureAwait(false);
        return await new MovePlan(Id, context, BranchChanges.Move).OfAsync(
            states,
            state => state.Status == BranchStatus.Diverged && !request.Force ? BranchFailures.Diverged(state) : null,
            request.Record ? context.Service.Monorepo?.Message : null,
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new BranchMover(context).ApplyAsync(change, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new BranchMover(context).ProbeAsync(change, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>What the monorepo recorded can't be taken back by itself; the next record sets it right.</remarks>
    public override Change? Revert(ChangeResult applied) => BranchChanges.IsOf(applied.Change) ? BranchChanges.Back(applied.Change) : null;

    /// <inheritdoc/>
    public override Task<Conclusion> ConcludeAsync(MoveBranchesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        new BranchMover(context).ConcludeAsync(RepositorySelection.Select(context.Service, request.Repositories), changes, cancellationToken);

    /// <inheritdoc/>
    public override MoveReport? Forecast(MoveBranchesRequest request, Plan plan) => MovePlan.Forecast(plan);
}
