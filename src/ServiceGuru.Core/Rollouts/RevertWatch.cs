using ServiceGuru.Documents;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Rollouts;

/// <summary>Waits until the cluster has imported the images at which tags were pointed.</summary>
internal sealed class RevertWatch(OperationContext context, string environment)
{
    private readonly ICluster _cluster = context.Connections.Cluster(context.Service.Environments[environment]);

    /// <summary>Gives why it did not come to that, or null where it did.</summary>
    public async Task<Failure?> WaitAsync(IReadOnlyList<Change> reverts, CancellationToken cancellationToken)
    {
        DateTimeOffset started = context.Time.GetUtcNow();
        DateTimeOffset deadline = started + context.Service.Timing.RolloutTimeout;
        List<Change> open = [.. reverts];
        while (open.Count > 0)
        {
            foreach (Change revert in open.ToList())
            {
                string tag = revert.Details[ImportChange.Tag];
                ImageStreamState? stream = await _cluster.GetImageStreamAsync(revert.Target, cancellationToken).ConfigureAwait(false);
                ImageStreamTagState? state = stream?.Tags.FirstOrDefault(candidate => candidate.Tag == tag);
                if (state?.Digest == revert.To || state?.From != revert.Details[ImportChange.Image])
                {
                    // Pointed elsewhere meanwhile: not ours to wait for.
                    open.Remove(revert);
                }
                else if (state is { ImportFailure: { } reason, ImportFailedAt: { } failed } && failed >= started - context.Service.Health.Grace)
                {
                    return Failed(revert, $"The cluster says: {reason}");
                }
            }

            if (open.Count == 0)
            {
                break;
            }

            if (context.Time.GetUtcNow() >= deadline)
            {
                return Failed(open[0], $"Nothing came within {Duration.Format(context.Service.Timing.RolloutTimeout)}.");
            }

            context.Progress.Report($"Waiting for {string.Join(", ", open.Select(revert => revert.Target))} to have the old image");
            await Task.Delay(context.Service.Timing.RolloutPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    private Failure Failed(Change revert, string cause) => new()
    {
        Id = "RevertNotImported",
        Message = $"{revert.Target}:{revert.Details[ImportChange.Tag]} points at the old image, and the cluster did not import it.",
        Target = revert.Target,
        Cause = cause,
        Evidence = [$"wanted: {revert.Details[ImportChange.Image]}"],
        NextAction = $"Go back to another image: guru rollout undo {environment} --to {revert.Target}=DIGEST",
    };
}
