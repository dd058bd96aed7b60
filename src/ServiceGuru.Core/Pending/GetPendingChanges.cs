using ServiceGuru.Branches;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Pending;

/// <summary>Tells what would go live now: in the repositories, in the deployment repository and in the vault.</summary>
public sealed class GetPendingChanges : Operation<PendingChangesRequest, PendingReport>
{
    /// <inheritdoc/>
    public override string Id => "branches/pending";

    /// <inheritdoc/>
    public override string Summary => "Tells what would go live: commits, pull requests, release notes, infrastructure and secrets.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(PendingChangesRequest request, ServiceDefinition service)
    {
        RepositorySelection.Select(service, request.Repositories);
        if (HasInfrastructure(service) || request.Environment is not null)
        {
            service.ChooseEnvironment(request.Environment);
        }
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(PendingChangesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [.. RepositorySelection.Select(context.Service, request.Repositories).Select(repository => new PlanNote(repository.Name, $"what {repository.Source} has that {repository.Target} lacks"))],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(PendingChangesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        Task<InfrastructureChanges?> infrastructure = InfrastructureAsync(request, context, cancellationToken);
        IReadOnlyList<(PendingChange Change, Failure? Problem)> read = await SideBySide.SelectAsync(
            RepositorySelection.Select(context.Service, request.Repositories),
            (repository, token) => new RepositoryPending(context, repository).ReadAsync(token),
            cancellationToken).ConfigureAwait(false);
        InfrastructureChanges? environment = await infrastructure.ConfigureAwait(false);
        List<PendingChange> repositories = [.. read.Select(one => one.Change)];
        List<Failure> unreadable = [.. repositories.Where(change => change.Commit is null || change.From is null).Select(change => change.Failure).OfType<Failure>()];
        List<Failure> problems = [.. read.Select(one => one.Problem).OfType<Failure>(), .. environment?.Problems ?? []];
        PendingReport report = new()
        {
            Repositories = repositories,
            Infrastructure = environment,
            Summary = PendingText.Lines(repositories, environment, problems),
            Problems = [.. unreadable, .. problems],
        };

        // A locked vault or a slow code host leaves gaps that are told; a repository that nobody can read is no answer.
        string names = string.Join(", ", unreadable.Select(failure => failure.Target));
        return new Conclusion(report, FailureSummary.Of(unreadable, "PendingChangesIncomplete", $"Not every repository could be read: {names}."));
    }

    private static bool HasInfrastructure(ServiceDefinition service) => service.Infrastructure is not null || service.SecretsChangelog is not null;

    private static async Task<InfrastructureChanges?> InfrastructureAsync(PendingChangesRequest request, OperationContext context, CancellationToken cancellationToken) =>
        HasInfrastructure(context.Service)
            ? await new InfrastructureInspection(context, context.Service.ChooseEnvironment(request.Environment).Name).InspectAsync(cancellationToken).ConfigureAwait(false)
            : null;
}
