using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Waits until a pull request's checks have ended, as often and as long as for builds.</summary>
internal sealed class MergeWait(OperationContext context)
{
    /// <summary>Gives the pull request as it is when it may be merged, or was.</summary>
    /// <exception cref="GuruException">It may not be merged, or its checks don't end.</exception>
    public async Task<Proposal> ForAsync(int number, BlogDefinition blog, CancellationToken cancellationToken)
    {
        IPullRequestHost host = context.Connections.PullRequests;
        long started = context.Time.GetTimestamp();
        while (true)
        {
            Proposal proposal = await host.GetAsync(blog.Slug!, number, cancellationToken).ConfigureAwait(false)
                ?? throw new GuruException(PostFailures.NoPullRequest($"#{number}"));
            if (proposal.State == ProposalState.Merged)
            {
                return proposal;
            }

            MergeReadiness readiness = await MergeReadiness.OfAsync(proposal, blog, host, cancellationToken).ConfigureAwait(false);
            if (readiness.Refusal is { } refusal)
            {
                throw new GuruException(refusal);
            }

            if (readiness.Pending is not { } pending)
            {
                return proposal;
            }

            if (context.Time.GetElapsedTime(started) >= context.Service.Timing.BuildTimeout)
            {
                throw new GuruException(StillPending(proposal, pending));
            }

            context.Progress.Report($"#{number} waits for {pending}");
            await Task.Delay(context.Service.Timing.BuildPoll, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Failure StillPending(Proposal proposal, string pending) => new()
    {
        Id = "ChecksPending",
        Target = $"#{proposal.Number}",
        Message = $"Pull request #{proposal.Number} still waits for {pending}.",
        Evidence = [proposal.Url.ToString()],
        NextAction = "Look at the check's page; once it has ended, run it again.",
        Transient = true,
    };
}
