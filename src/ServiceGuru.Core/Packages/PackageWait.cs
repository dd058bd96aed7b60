using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;
using Elapsed = ServiceGuru.Images.Elapsed;

namespace ServiceGuru.Packages;

/// <summary>
/// Waits until one package is built from exactly one commit. It never waits for ever: a failed build ends it at once, and
/// the definition's time-out in any case.
/// </summary>
internal sealed class PackageWait(AwaitedPackage awaited, IPackageProject project, PackageProjectDefinition definition, TimeProvider time)
{
    public AwaitedPackage Awaited => awaited;

    /// <summary>Gets the build that made it, once it has.</summary>
    public PackageBuild? Build { get; private set; }

    /// <summary>Gets why it did not come.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>Gets what goes on, one line.</summary>
    public string Activity { get; private set; } = "not looked at yet";

    /// <summary>Waits for several side by side and tells how far they are; what failed is in each.</summary>
    /// <param name="waits">The waits.</param>
    /// <param name="forWhat">Whom they hold up, for the progress.</param>
    /// <param name="progress">Where progress is told.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task AllAsync(IReadOnlyList<PackageWait> waits, string forWhat, IOperationProgress progress, CancellationToken cancellationToken)
    {
        int done = 0;
        await SideBySide.SelectAsync(
            waits,
            async (wait, token) =>
            {
                await wait.RunAsync(elapsed => progress.Report($"{forWhat} waits for {wait.Awaited.Title}: {wait.Activity}, {Elapsed.Text(elapsed)}", (double)done / waits.Count), token).ConfigureAwait(false);
                Interlocked.Increment(ref done);
                progress.Report(wait.Failure is { } failure ? $"{forWhat}: {failure.Message}" : $"{forWhat}: {wait.Awaited.Title} is built", (double)done / waits.Count);
                return true;
            },
            cancellationToken,
            Math.Max(1, waits.Count)).ConfigureAwait(false);
    }

    private async Task RunAsync(Action<TimeSpan> tell, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        while (true)
        {
            TimeSpan elapsed = time.GetElapsedTime(start);
            await LookAsync(elapsed, cancellationToken).ConfigureAwait(false);
            if (Build is not null || Failure is not null)
            {
                return;
            }

            tell(elapsed);
            await Task.Delay(definition.Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LookAsync(TimeSpan elapsed, CancellationToken cancellationToken)
    {
        PackageLook? look = null;
        Failure? problem = null;
        try
        {
            look = await PackageLook.AtAsync(awaited, project, cancellationToken).ConfigureAwait(false);
            (Build, Failure, Activity) = (look.Arrived, look.Failure, look.Activity);
        }
        catch (GuruException exception)
        {
            // Packages take minutes; a server that hiccups meanwhile must not end the wait.
            problem = exception.Failure;
            Activity = $"could not be looked at ({problem.Message})";
            Failure = problem.Transient ? null : problem with { Target = problem.Target ?? awaited.Repository };
        }

        if (Build is null && Failure is null && elapsed >= definition.Timeout)
        {
            Failure = PackageFailures.TimedOut(awaited, look, problem, elapsed, project.PageOf(awaited.Package));
        }
    }
}
