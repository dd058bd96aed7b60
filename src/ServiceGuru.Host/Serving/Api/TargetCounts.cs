using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>How the targets of a step are.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Succeeded">Done.</param>
/// <param name="Failed">Failed.</param>
/// <param name="Skipped">Left out.</param>
internal sealed record TargetCounts(int Total, int Succeeded, int Failed, int Skipped)
{
    public static TargetCounts Of(IReadOnlyList<TargetState> targets) => new(
        targets.Count,
        targets.Count(target => target.Status == StepStatus.Succeeded),
        targets.Count(target => target.Status == StepStatus.Failed),
        targets.Count(target => target.Status == StepStatus.Skipped));
}
