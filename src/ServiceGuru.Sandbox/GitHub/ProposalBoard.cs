using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.GitHub;

/// <summary>The pull requests that were opened while the world ran. Thread-safe.</summary>
/// <param name="clock">The clock.</param>
internal sealed class ProposalBoard(SandboxClock clock)
{
    private const int FirstNumber = 1100;

    private readonly Lock gate = new();
    private readonly List<OpenProposal> all = [];

    /// <summary>Gets the one whose turn it is to change branches; merges don't overtake one another.</summary>
    public SemaphoreSlim Turn { get; } = new(1, 1);

    /// <summary>Those of a repository, newest first.</summary>
    public IReadOnlyList<OpenProposal> Of(SandboxRepository repository)
    {
        lock (gate)
        {
            return [.. all.Where(proposal => proposal.Repository == repository).Reverse()];
        }
    }

    /// <summary>Finds one by its number, or null.</summary>
    public OpenProposal? Find(SandboxRepository repository, int number) => Of(repository).FirstOrDefault(proposal => proposal.Number == number);

    /// <summary>Opens one; null where the branch has an open one already.</summary>
    public OpenProposal? Open(SandboxRepository repository, Person author, string branch, string target, string title, string? body)
    {
        lock (gate)
        {
            if (all.Exists(proposal => proposal.Repository == repository && proposal.Branch == branch && proposal.Target == target && proposal.IsOpen))
            {
                return null;
            }

            int last = repository.PullRequests.Select(request => request.Plan.Number).DefaultIfEmpty(FirstNumber).Max();
            var opened = new OpenProposal
            {
                Repository = repository,
                Number = last + 1 + all.Count(proposal => proposal.Repository == repository),
                Author = author,
                Branch = branch,
                Target = target,
                CreatedAt = clock.Now,
                Title = title,
                Body = body,
            };
            all.Add(opened);
            return opened;
        }
    }
}
