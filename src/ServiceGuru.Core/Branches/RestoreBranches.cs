using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>
/// Takes the target branches back to where a recorded run found them. New images are built from what they then have; what
/// runs meanwhile is another operation's affair.
/// </summary>
public sealed class RestoreBranches : Operation<RestoreBranchesRequest, MoveReport>
{
    private const string RecordSubject = "chore: back to what was deployed before";

    /// <inheritdoc/>
    public override string Id => "branches/restore";

    /// <inheritdoc/>
    public override string Summary => "Takes the stable branches back to where they were before a run.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool PutsBack => true;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override int Concurrency => SideBySide.DefaultDegree;

    /// <inheritdoc/>
    public override void Check(RestoreBranchesRequest request, ServiceDefinition service) => RepositorySelection.Select(service, request.Repositories);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(RestoreBranchesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RepositoryDefinition> selected = RepositorySelection.Select(context.Service, request.Repositories);
        RecordedMoves moves = await RecordedMoves.FindAsync(selected, request.Run, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<BranchState> states = await SideBySide.SelectAsync(
            [.. selected.Where(repository => moves.Before.ContainsKey(repository.Name))],
            (repository, token) => InspectAsync(repository, moves, context, token),
            cancellationToken).ConfigureAwait(false);
        Plan plan = await new MovePlan(Id, context, BranchChanges.Restore).OfAsync(
            states, _ => null, request.Record ? RecordSubject : null, cancellationToken).ConfigureAwait(false);
        return plan with
        {
            Notes =
            [
                .. plan.Notes,
                .. selected.Where(repository => !moves.Before.ContainsKey(repository.Name)).Select(repository => new PlanNote(repository.Name, $"was not moved by run {moves.RunId}")),
                .. plan.Changes.Any(BranchChanges.IsOf) ? [Consequence(moves.RunId)] : Array.Empty<PlanNote>(),
            ],
        };
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new BranchMover(context).ApplyAsync(change, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new BranchMover(context).ProbeAsync(change, cancellationToken);

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => BranchChanges.IsOf(applied.Change) ? BranchChanges.Back(applied.Change) : null;

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(RestoreBranchesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<RepositoryDefinition> selected = RepositorySelection.Select(context.Service, request.Repositories);
        RecordedMoves moves = await RecordedMoves.FindAsync(selected, request.Run, context, cancellationToken).ConfigureAwait(false);
        return await new BranchMover(context).ConcludeAsync(
            [.. selected.Where(repository => moves.Before.ContainsKey(repository.Name))], changes, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override MoveReport? Forecast(RestoreBranchesRequest request, Plan plan) => MovePlan.Forecast(plan);

    private static PlanNote Consequence(string run) => new(
        "restore",
        $"takes back what run {run} moved; the pushes start new image builds of the old commits, and production imports those when they are built. "
        + "What runs now stays until then: guru rollout undo (PowerShell: Undo-ProdDeployment) reverts the running images at once.");

    private static async Task<BranchState> InspectAsync(RepositoryDefinition repository, RecordedMoves moves, OperationContext context, CancellationToken cancellationToken)
    {
        BranchState unknown = new() { Repository = repository, Status = BranchStatus.Unknown, To = moves.Before[repository.Name] };
        try
        {
            string now = await BranchHead.ReadAsync(repository, repository.Target, context, cancellationToken).ConfigureAwait(false);
            BranchState state = unknown with { From = now, Status = BranchStatus.UpToDate };
            if (now == state.To)
            {
                return state;
            }

            if (!moves.Ours[repository.Name].Contains(now))
            {
                return state with { Failure = BranchFailures.MovedByOthers(repository, now, [.. moves.Ours[repository.Name]]) };
            }

            BranchComparison comparison = await context.Connections.Git.CompareAsync(repository.Url, now, state.To!, cancellationToken).ConfigureAwait(false);
            return state with
            {
                Status = comparison.LeftOnly.Count == 0 ? BranchStatus.FastForward : BranchStatus.Diverged,
                Gained = comparison.RightOnly,
                Lost = comparison.LeftOnly,
            };
        }
        catch (GuruException exception)
        {
            return unknown with { Failure = exception.Failure.On(repository.Name) };
        }
    }
}
