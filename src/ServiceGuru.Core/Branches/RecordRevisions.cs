using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Records in the monorepo, in one commit, where the target branches are. It makes none where that is recorded already.</summary>
public sealed class RecordRevisions : Operation<RecordRevisionsRequest, RecordReport>
{
    /// <inheritdoc/>
    public override string Id => "branches/record";

    /// <inheritdoc/>
    public override string Summary => "Records the stable branches' commits in the monorepo.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override void Check(RecordRevisionsRequest request, ServiceDefinition service) => FullRevisions.Require(service, request.Revisions);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(RecordRevisionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        FullRevisions.Require(context.Service, request.Revisions);
        // Asked for first: without a monorepo there is nothing to read the branches for.
        _ = context.Connections.Monorepo;
        IReadOnlyList<RepositoryDefinition> repositories = Selected(request, context.Service);
        IReadOnlyList<string> heads = await SideBySide.SelectAsync(
            repositories, (repository, token) => BranchHead.ReadAsync(repository, repository.Target, context, token), cancellationToken).ConfigureAwait(false);
        List<Failure> elsewhere =
        [
            .. repositories.Zip(heads).Where(pair => request.Revisions is { } given && given[pair.First.Name] != pair.Second)
                .Select(pair => BranchFailures.RecordedElsewhere(pair.First, request.Revisions![pair.First.Name], pair.Second)),
        ];
        RecordPlan plan = await RecordPlan.MakeAsync(
            repositories.Zip(heads).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal), context.Service.Monorepo!.Message, context, cancellationToken).ConfigureAwait(false);
        return new Plan { Operation = Id, Changes = plan.Change is null ? [] : [plan.Change], Notes = plan.Notes, Blockers = [.. elsewhere, .. plan.Blockers] };
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new MonorepoRecorder(context).ApplyAsync(change, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        new MonorepoRecorder(context).ProbeAsync(change, cancellationToken);

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(RecordRevisionsRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        RecordReport report = RecordChanges.Report(changes) ?? await ReadAsync(request, context, cancellationToken).ConfigureAwait(false);
        return new Conclusion(report, report.Failure);
    }

    /// <inheritdoc/>
    public override RecordReport? Forecast(RecordRevisionsRequest request, Plan plan) =>
        plan.Blockers.Count > 0 ? null : plan.Changes.Select(RecordChanges.Foretold).FirstOrDefault() ?? new RecordReport();

    private static IReadOnlyList<RepositoryDefinition> Selected(RecordRevisionsRequest request, ServiceDefinition service) =>
        [.. service.Repositories.Where(repository => request.Revisions?.ContainsKey(repository.Name) != false)];

    private static async Task<RecordReport> ReadAsync(RecordRevisionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        MonorepoState state = await context.Connections.Monorepo.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new RecordReport
        {
            Commit = state.Head,
            Links =
            [
                .. Selected(request, context.Service).Select(repository => (repository.Name, Path: RecordPlan.PathOf(context.Service.Monorepo!, repository)))
                    .Where(one => state.Links.ContainsKey(one.Path)).Select(one => new RecordedLink(one.Name, one.Path, state.Links[one.Path])),
            ],
        };
    }
}
