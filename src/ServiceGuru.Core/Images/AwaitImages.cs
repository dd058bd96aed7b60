using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>Waits until the images of exactly the given commits are built and in the registry under the environment's tag.</summary>
public sealed class AwaitImages : Operation<AwaitImagesRequest, ImageReport>
{
    /// <inheritdoc/>
    public override string Id => "images/await";

    /// <inheritdoc/>
    public override string Summary => "Waits for the image builds of the moved commits and for their images in the registry.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Wait;

    /// <inheritdoc/>
    public override void Check(AwaitImagesRequest request, ServiceDefinition service) => service.ChooseEnvironment(request.Environment);

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(AwaitImagesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        IReadOnlyDictionary<string, string> revisions = await AwaitedRevisions.FindAsync(request.Revisions, environment.Definition, context, cancellationToken).ConfigureAwait(false);
        return new Plan
        {
            Operation = Id,
            Notes = [.. Selected(context.Service, revisions).Select(repository => Note(repository, revisions[repository.Name], environment.Definition))],
        };
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(AwaitImagesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        EnvironmentChoice environment = context.Service.ChooseEnvironment(request.Environment);
        IReadOnlyDictionary<string, string> revisions = await AwaitedRevisions.FindAsync(request.Revisions, environment.Definition, context, cancellationToken).ConfigureAwait(false);
        List<BuildWait> waits = [.. Selected(context.Service, revisions).Where(ImageBuild.Has)
            .Select(repository => Wait(ImageBuild.Of(repository, revisions[repository.Name], environment.Definition), context))];
        await WaitAsync(waits, context, cancellationToken).ConfigureAwait(false);

        List<Failure> failures = [.. waits.Select(wait => wait.Failure).OfType<Failure>()];
        ImageReport report = new() { Environment = environment.Name, Images = [.. waits.SelectMany(wait => wait.Images)], Revisions = revisions };
        string names = string.Join(", ", failures.Select(failure => failure.Target));
        return new Conclusion(report, FailureSummary.Of(failures, "ImagesNotReady", $"The images of {failures.Count} of {waits.Count} repositories did not come: {names}."));
    }

    private static async Task WaitAsync(List<BuildWait> waits, OperationContext context, CancellationToken cancellationToken)
    {
        long start = context.Time.GetTimestamp();
        while (true)
        {
            List<BuildWait> open = [.. waits.Where(wait => !wait.Done)];
            TimeSpan elapsed = context.Time.GetElapsedTime(start);
            await SideBySide.SelectAsync(open, (wait, token) => LookAsync(wait, elapsed, context.Progress, token), cancellationToken).ConfigureAwait(false);
            if (waits.Count > 0)
            {
                context.Progress.Report(ImageProgress.Line(waits, elapsed), (double)waits.Count(wait => wait.Done) / waits.Count);
            }

            if (waits.TrueForAll(wait => wait.Done))
            {
                return;
            }

            await Task.Delay(context.Service.Timing.BuildPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> LookAsync(BuildWait wait, TimeSpan elapsed, IOperationProgress progress, CancellationToken cancellationToken)
    {
        await wait.StepAsync(elapsed, cancellationToken).ConfigureAwait(false);
        foreach (PublishedImage image in wait.Images)
        {
            progress.Found(image);
        }

        if (wait.Failure is { } failure)
        {
            // Told at once: the other builds may take another half hour.
            progress.Report($"{wait.Name}: {failure.Message}");
        }

        return wait.Done;
    }

    private static BuildWait Wait(ImageBuild build, OperationContext context)
    {
        ImageLookup? lookup = build.Build.Images.Count == 0 ? null : new ImageLookup(context.Connections.Registry, context.Service.Registry!);
        return new BuildWait(build, context.Connections.CodeHost, lookup, context.Service.Timing, (context.Service.CodeHost ?? new CodeHostDefinition()).WebUrl);
    }

    private static IEnumerable<RepositoryDefinition> Selected(ServiceDefinition service, IReadOnlyDictionary<string, string> revisions) =>
        service.Repositories.Where(repository => revisions.ContainsKey(repository.Name));

    private static PlanNote Note(RepositoryDefinition repository, string commit, EnvironmentDefinition environment) => ImageBuild.Has(repository)
        ? new PlanNote(repository.Name, $"waits for {repository.Build!.Workflow} of {CommitLines.Short(commit)} and for {string.Join(", ", repository.Build.Images)} as {environment.ImageTag}", commit)
        : new PlanNote(repository.Name, "builds no image, nothing to wait for", commit);
}
