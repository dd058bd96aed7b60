using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The fault <c>post-not-mergeable</c>: a colleague puts files of their own where a pull request has its.</summary>
/// <param name="board">The pull requests; for the turn.</param>
/// <param name="clock">The clock.</param>
/// <param name="faults">The switches.</param>
internal sealed class ColleaguePosts(ProposalBoard board, SandboxClock clock, IFaultBoard faults)
{
    private const string Fault = "post-not-mergeable";

    private string? before;
    private string? after;

    /// <summary>Brings the target branch to where it is with the fault, or takes the colleague's commit back where nobody went on from it.</summary>
    public async Task SettleAsync(OpenProposal proposal, CancellationToken cancellationToken)
    {
        await board.Turn.WaitAsync(cancellationToken);
        try
        {
            SandboxRepository repository = proposal.Repository;
            if (faults.IsActive(Fault) && after is null && proposal.IsOpen)
            {
                var files = new BranchFiles(repository, clock);
                before = repository.Head(proposal.Target)!;
                foreach (string path in (await files.ChangedAsync(before, proposal.Head, cancellationToken)).Keys)
                {
                    after = await files.WriteAsync(proposal.Target, path, "I was quicker.\n", "Add my post\n", HistoryMaterial.People[0], cancellationToken);
                }
            }
            else if (!faults.IsActive(Fault) && after is not null && repository.Head(proposal.Target) == after)
            {
                await GitProgram.RunAsync(repository.Path, ["update-ref", $"refs/heads/{proposal.Target}", before!, after], input: null, cancellationToken);
                after = null;
            }
        }
        finally
        {
            board.Turn.Release();
        }
    }
}
