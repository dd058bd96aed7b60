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
        string? current = await ReadAsync(repository.Url, BranchChanges.Branch(change), context, cancellationToken).ConfigureAwait(false);
        return current == change.To ? ProbeOutcome.Applied
            : current == change.From ? ProbeOutcome.NotApplied
            : ProbeOutcome.Unknown;
    }

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => BranchChanges.Back(applied.Change);

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(MoveBranchesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Dictionary<string, ChangeResult> results = changes.ToDictionary(result => result.Change.Target, StringComparer.Ordinal);
        IReadOnlyList<BranchMove> moves = await SideBySide.SelectAsync(
            RepositorySelection.Select(context.Service, request.Repositories),
            (repository, token) => results.TryGetValue(repository.Name, out ChangeResult? result)
                ? Task.FromResult(AsMove(result))
                : UnchangedAsync(repository, context, token),
            cancellationToken).ConfigureAwait(false);
        List<Failure> failures = [.. moves.Select(move => move.Failure).OfType<Failure>()];
        return new Conclusion(MoveReport.Of(moves), failures.Count == 0 ? null : BranchFailures.MoveFailed(failures, moves.Count));
    }

    /// <inheritdoc/>
    public override MoveReport? Forecast(MoveBranchesRequest request, Plan plan) => MovePlan.Forecast(plan);

    private static BranchMove AsMove(ChangeResult result)
    {
        Failure? failure = result.Status == ChangeStatus.Applied ? null : result.Failure ?? BranchFailures.NotApplied(result.Change);
        return BranchChanges.AsMove(result.Change, failure is null ? null : failure with { Target = failure.Target ?? result.Change.Target });
    }

    private static async Task<BranchMove> UnchangedAsync(RepositoryDefinition repository, OperationContext context, CancellationToken cancellationToken)
    {
        BranchMove move = new() { Repository = repository.Name, Branch = repository.Target, Status = BranchStatus.UpToDate };
        try
        {
            string? commit = await ReadAsync(repository.Url, repository.Target, context, cancellationToken).ConfigureAwait(false);
            return commit is null
                ? move with { Status = BranchStatus.Missing, Failure = BranchFailures.Missing(repository, repository.Target) }
                : move with { From = commit, To = commit };
        }
        catch (GuruException exception)
        {
            // The others were moved all the same, and that must be told.
            return move with { Status = BranchStatus.Unknown, Failure = exception.Failure with { Target = repository.Name } };
        }
    }

    private static async Task<string?> ReadAsync(string url, string branch, OperationContext context, CancellationToken cancellationToken)
    {
        string name = BranchRef.Of(branch);
        IReadOnlyDictionary<string, string> refs = await context.Connections.Git.ListRefsAsync(url, [name], cancellationToken).ConfigureAwait(false);
        return refs.GetValueOrDefault(name);
    }
}
