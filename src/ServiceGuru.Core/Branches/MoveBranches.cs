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
        return MovePlan.Of(Id, states, request.Force);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        RepositoryDefinition repository = RepositorySelection.Find(context.Service, change.Target);
        RefUpdate update = new(repository.Url, BranchRef.Of(BranchChanges.Branch(change)), change.From, change.To!);
        await context.Connections.Git.UpdateRefAsync(update, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = change.To! };
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        RepositoryDefinition repository = RepositorySelection.Find(context.Service, change.Target);
        string? current = await BranchHead.FindAsync(repository.Url, BranchChanges.Branch(change), context, cancellationToken).ConfigureAwait(false);
        return current == change.To ? ProbeOutcome.Applied
            : current == change.From ? ProbeOutcome.NotApplied
            : ProbeOutcome.Unknown;
    }

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => BranchChanges.Back(applied.Change);

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(MoveBranchesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget(changes);
        IReadOnlyList<MoveOutcome> outcomes = await SideBySide.SelectAsync(
            RepositorySelection.Select(context.Service, request.Repositories),
            (repository, token) => chains.TryGetValue(repository.Name, out ChangeChain? chain)
                ? Task.FromResult(MoveOutcome.Of(chain))
                : ReadAsync(repository, context, token),
            cancellationToken).ConfigureAwait(false);
        List<Failure> failures = [.. outcomes.Select(outcome => outcome.Move.Failure).OfType<Failure>()];
        return new Conclusion(MoveReport.Of(outcomes), failures.Count == 0 ? null : BranchFailures.MoveFailed(failures, outcomes.Count));
    }

    /// <inheritdoc/>
    public override MoveReport? Forecast(MoveBranchesRequest request, Plan plan) => MovePlan.Forecast(plan);

    private static async Task<MoveOutcome> ReadAsync(RepositoryDefinition repository, OperationContext context, CancellationToken cancellationToken)
    {
        MoveOutcome nothing = MoveOutcome.Unchanged(repository.Name, repository.Target, null);
        try
        {
            string? commit = await BranchHead.FindAsync(repository.Url, repository.Target, context, cancellationToken).ConfigureAwait(false);
            return commit is null
                ? new MoveOutcome(nothing.Move with { Status = BranchStatus.Missing, Failure = BranchFailures.Missing(repository, repository.Target) }, null)
                : MoveOutcome.Unchanged(repository.Name, repository.Target, commit);
        }
        catch (GuruException exception)
        {
            // The others were moved all the same, and that must be told.
            return new MoveOutcome(nothing.Move with { Status = BranchStatus.Unknown, Failure = exception.Failure with { Target = repository.Name } }, null);
        }
    }
}
