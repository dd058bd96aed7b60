using NSubstitute;
using ServiceGuru.Health;
using ServiceGuru.Operations;
using static ServiceGuru.Health.Sample;

namespace ServiceGuru.Rollouts;

/// <summary>A rollout against a cluster whose state is a function of the clock.</summary>
public abstract class RolloutBench
{
    private protected ImportImages Import { get; } = new();

    private protected HealthContext World { get; } = new();

    private protected TimeSpan Elapsed => World.Clock.GetUtcNow() - Now;

    /// <summary>Gives the cluster its states by seconds from the start.</summary>
    private protected void Cluster(params (double Seconds, ClusterSnapshot Snapshot)[] states) =>
        World.Cluster.SnapshotAsync(default).ReturnsForAnyArgs(_ => states.Last(state => state.Seconds <= Elapsed.TotalSeconds).Snapshot);

    private protected async Task<(ImportReport Report, Failure? Failure)> ConcludeAsync(params ChangeResult[] changes)
    {
        Conclusion conclusion = await World.Clock.RunAsync(Import.ConcludeAsync(new ImportImagesRequest { Environment = "stg" }, changes, World.Context, CancellationToken.None));
        return (conclusion.Output.ShouldBeOfType<ImportReport>(), conclusion.Failure);
    }
}
