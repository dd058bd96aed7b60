using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Health;

/// <summary>Reads which commits an environment runs, and whether they are the heads of its branch.</summary>
public sealed class ReadDeployedVersions : Operation<DeployedVersionsRequest, DeployedVersions>
{
    /// <inheritdoc/>
    public override string Id => "health/versions";

    /// <inheritdoc/>
    public override string Summary => "Reads which commits an environment runs, and whether they are the heads of its branch.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(DeployedVersionsRequest request, ServiceDefinition service) => FindEnvironment(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(DeployedVersionsRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = FindEnvironment(request, context.Service);
        PlanNote note = new(request.Environment, $"Reads the versions that {environment.Api} reports and the heads of {environment.Branch}; changes nothing.");
        return Task.FromResult(new Plan { Operation = Id, Notes = [note] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(DeployedVersionsRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentDefinition environment = FindEnvironment(request, context.Service);
        context.Progress.Report($"Reading the versions of {request.Environment}");
        Task<IReadOnlyList<DeployedComponent>> reported = context.Connections.Api(environment).GetVersionsAsync(cancellationToken);
        List<RepositoryDefinition> repositories = [.. context.Service.Repositories.Where(repository => repository.VersionKey is not null)];
        Task<IReadOnlyList<(string? Head, string? Problem)>> heads = SideBySide.SelectAsync(repositories, (repository, token) => ReadHeadAsync(repository, environment.Branch, context, token), cancellationToken);
        await Task.WhenAll(reported, heads).ConfigureAwait(false);

        // Nothing keeps a service from reporting a key twice; as in JSON, the last one counts.
        Dictionary<string, DeployedComponent> components = (await reported.ConfigureAwait(false))
            .GroupBy(component => component.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        IEnumerable<DeployedVersion> versions = repositories.Zip(await heads.ConfigureAwait(false), (repository, head) =>
            Join(repository, components.GetValueOrDefault(repository.VersionKey!), head.Head, head.Problem));
        return new Conclusion(new DeployedVersions(request.Environment, [.. versions]));
    }

    private static EnvironmentDefinition FindEnvironment(DeployedVersionsRequest request, ServiceDefinition service)
    {
        EnvironmentDefinition environment = service.FindEnvironment(request.Environment);
        return environment.Api is not null ? environment : throw new GuruException(new Failure
        {
            Id = "ServiceApiMissing",
            Kind = FailureKind.Usage,
            Message = $"The definition names no API for {request.Environment}, so nothing reports its versions.",
            Target = request.Environment,
            NextAction = $"Add environments.{request.Environment}.api to the service definition.",
        });
    }

    /// <summary>One repository that can't be read leaves the others' answers whole.</summary>
    private static async Task<(string? Head, string? Problem)> ReadHeadAsync(RepositoryDefinition repository, string branch, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            string? head = await BranchHead.FindAsync(repository.Url, branch, context, cancellationToken).ConfigureAwait(false);
            return (head, head is null ? $"{repository.Name} has no branch {branch}." : null);
        }
        catch (GuruException exception)
        {
            return (null, exception.Failure.ToString());
        }
    }

    private static DeployedVersion Join(RepositoryDefinition repository, DeployedComponent? component, string? head, string? problem)
    {
        string? commit = component?.Commit;
        bool known = head is not null && !string.IsNullOrEmpty(commit);
        return new DeployedVersion
        {
            Repository = repository.Name,
            Key = repository.VersionKey!,
            Commit = commit,
            Version = component?.Version,
            Head = head,
            Current = known ? head!.StartsWith(commit!, StringComparison.OrdinalIgnoreCase) : null,
            Problem = known ? null
                : problem ?? (component is null ? $"The API does not report {repository.VersionKey}." : $"Version {component.Version} names no commit."),
        };
    }
}
