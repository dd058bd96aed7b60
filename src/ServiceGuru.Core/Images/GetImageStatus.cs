using ServiceGuru.Branches;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Tells where the images of an environment's branch are now: built, published, imported, running.</summary>
public sealed class GetImageStatus : Operation<GetImageStatusRequest, ImageStatusReport>
{
    /// <inheritdoc/>
    public override string Id => "images/status";

    /// <inheritdoc/>
    public override string Summary => "Tells how far the images of an environment's branch are.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(GetImageStatusRequest request, ServiceDefinition service)
    {
        service.ChooseEnvironment(request.Environment);
        RepositorySelection.Select(service, request.Repositories);
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(GetImageStatusRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [.. Selected(request, context).Select(repository => new PlanNote(repository.Name, $"looks for {string.Join(", ", repository.Build!.Images)} as {environment.Definition.ImageTag}"))],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(GetImageStatusRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        (RunningDigests? digests, Failure? clusterProblem) = await ReadClusterAsync(environment, context, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<(IReadOnlyList<ImageStatus> Rows, Failure? Problem)> answers = await SideBySide.SelectAsync(
            Selected(request, context),
            (repository, token) => ReadAsync(repository, environment.Definition, digests, context, token),
            cancellationToken).ConfigureAwait(false);

        List<Failure> problems = [.. new[] { clusterProblem }.Concat(answers.Select(answer => answer.Problem)).OfType<Failure>()];
        ImageStatusReport report = new() { Environment = environment.Name, Rows = [.. answers.SelectMany(answer => answer.Rows)], Problems = problems };
        return new Conclusion(report, FailureSummary.Of(problems, "ImageStatusIncomplete", "Not everything could be read."));
    }

    private static IReadOnlyList<RepositoryDefinition> Selected(GetImageStatusRequest request, OperationContext context) =>
        [.. RepositorySelection.Select(context.Service, request.Repositories).Where(ImageBuild.Has)];

    private static async Task<(RunningDigests? Digests, Failure? Problem)> ReadClusterAsync(EnvironmentChoice environment, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            ClusterSnapshot snapshot = await context.Connections.Cluster(environment.Definition).SnapshotAsync(cancellationToken).ConfigureAwait(false);
            return (new RunningDigests(snapshot, context.Service), null);
        }
        catch (GuruException exception)
        {
            return (null, exception.Failure.On(environment.Name));
        }
    }

    private static async Task<(IReadOnlyList<ImageStatus> Rows, Failure? Problem)> ReadAsync(
        RepositoryDefinition repository, EnvironmentDefinition environment, RunningDigests? digests, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            string commit = await BranchHead.ReadAsync(repository, environment.Branch, context, cancellationToken).ConfigureAwait(false);
            ImageBuild build = ImageBuild.Of(repository, commit, environment);
            IReadOnlyList<WorkflowRun> runs = await context.Connections.CodeHost.ListWorkflowRunsAsync(
                build.Slug, build.Build.Workflow, environment.Branch, commit, cancellationToken).ConfigureAwait(false);
            WorkflowRun? run = build.NewestRun(runs);
            ImageLookup lookup = new(context.Connections.Registry, context.Service.Registry!);
            IReadOnlyList<ImageFinding> findings = await lookup.FindAllAsync(build, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<ImageStatus> rows = await SideBySide.SelectAsync(
                findings, (finding, token) => RowAsync(build, run, finding, lookup.NameOf(finding.Image), digests, context, token), cancellationToken, degree: 2).ConfigureAwait(false);
            return (rows, null);
        }
        catch (GuruException exception)
        {
            return ([], exception.Failure.On(repository.Name));
        }
    }

    private static async Task<ImageStatus> RowAsync(
        ImageBuild build, WorkflowRun? run, ImageFinding finding, string image, RunningDigests? digests, OperationContext context, CancellationToken cancellationToken)
    {
        string? imported = digests?.Imported(image, build.Environment.ImageTag);
        IReadOnlyList<string> running = digests?.Running(image) ?? [];
        ImageIdentity? identity = finding.Tag is null ? null
            : await ImageIdentity.ReadAsync(context.Connections.Registry, finding.Image, finding.Tag, cancellationToken).ConfigureAwait(false);
        return new ImageStatus
        {
            Repository = build.Name,
            Image = image,
            Commit = build.Commit,
            Build = StateOf(run),
            RunUrl = run?.WebUrl,
            Digest = finding.Tag?.Digest,
            Published = finding.Published,
            ImportedDigest = imported,
            Imported = identity?.Has(imported) == true,
            RunningDigest = running.Count == 0 ? null : string.Join(", ", running),
            Running = running.Count > 0 && running.All(digest => identity?.Has(digest) == true),
        };
    }

    private static BuildState StateOf(WorkflowRun? run) => run switch
    {
        null => BuildState.None,
        { Status: RunStatus.Queued } => BuildState.Queued,
        { Status: RunStatus.InProgress } => BuildState.Running,
        { Conclusion: "success" } => BuildState.Success,
        _ => BuildState.Failure,
    };
}
