using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Packages;

/// <summary>Waits until the packages of exactly the given commits are built.</summary>
public sealed class AwaitPackages : Operation<AwaitPackagesRequest, PackageReport>
{
    /// <inheritdoc/>
    public override string Id => "packages/await";

    /// <inheritdoc/>
    public override string Summary => "Waits for the packages that are built from the moved commits.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Wait;

    /// <inheritdoc/>
    public override void Check(AwaitPackagesRequest request, ServiceDefinition service) => FullRevisions.Require(service, request.Revisions);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(AwaitPackagesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> revisions = await FindAsync(request, context, cancellationToken).ConfigureAwait(false);
        return new Plan
        {
            Operation = Id,
            Notes =
            [
                .. Selected(context.Service, revisions).Select(repository => new PlanNote(
                    repository.Name,
                    repository.Package is null ? "has no package, nothing to wait for" : $"waits for {repository.Package} of {CommitLines.Short(revisions[repository.Name])}",
                    revisions[repository.Name])),
            ],
        };
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AwaitPackagesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, string> revisions = await FindAsync(request, context, cancellationToken).ConfigureAwait(false);
        List<RepositoryDefinition> packaged = [.. Selected(context.Service, revisions).Where(repository => repository.Package is not null)];
        List<PackageWait> waits = [];
        if (packaged.Count > 0)
        {
            IPackageProject project = context.Connections.Packages;
            PackageProjectDefinition definition = context.Service.Packages!;
            waits.AddRange(packaged.Select(repository => new PackageWait(
                new AwaitedPackage(repository.Name, repository.Package!, revisions[repository.Name], 0), project, definition, context.Time)));
        }

        await PackageWait.AllAsync(waits, "the run", context.Progress, cancellationToken).ConfigureAwait(false);
        List<Failure> failures = [.. waits.Select(wait => wait.Failure).OfType<Failure>()];
        PackageReport report = new() { Packages = [.. waits.Where(wait => wait.Build is not null).Select(Built)], Revisions = revisions };
        string names = string.Join(", ", failures.Select(failure => failure.Target));
        return new Conclusion(report, FailureSummary.Of(failures, "PackagesNotReady", $"The packages of {failures.Count} of {waits.Count} repositories did not come: {names}."));
    }

    private static BuiltPackage Built(PackageWait wait) => new()
    {
        Repository = wait.Awaited.Repository,
        Package = wait.Awaited.Package,
        Commit = wait.Awaited.Commit,
        Version = wait.Build!.Version!,
        Build = wait.Build.Id,
        WebUrl = wait.Build.WebUrl,
    };

    private static IEnumerable<RepositoryDefinition> Selected(ServiceDefinition service, IReadOnlyDictionary<string, string> revisions) =>
        service.Repositories.Where(repository => revisions.ContainsKey(repository.Name));

    private static async Task<IReadOnlyDictionary<string, string>> FindAsync(AwaitPackagesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        if (request.Revisions is { } given)
        {
            FullRevisions.Require(context.Service, given);
            return given;
        }

        List<RepositoryDefinition> packaged = [.. context.Service.Repositories.Where(repository => repository.Package is not null)];
        IReadOnlyList<string> heads = await SideBySide.SelectAsync(
            packaged, (repository, token) => BranchHead.ReadAsync(repository, repository.Target, context, token), cancellationToken).ConfigureAwait(false);
        return packaged.Zip(heads).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
    }
}
