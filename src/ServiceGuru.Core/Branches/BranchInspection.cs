using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Finds out how a repository's target branch stands to the commit that it is to have.</summary>
internal sealed class BranchInspection(IGitRemote git)
{
    public async Task<BranchState> InspectAsync(RepositoryDefinition repository, string? chosen, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(repository, chosen, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            // One remote that can't be read must not hide what the others look like.
            Failure failure = exception.Failure.On(repository.Name);
            return new BranchState { Repository = repository, Status = BranchStatus.Unknown, Failure = failure };
        }
    }

    private async Task<BranchState> ReadAsync(RepositoryDefinition repository, string? chosen, CancellationToken cancellationToken)
    {
        string sourceRef = BranchRef.Of(repository.Source);
        string targetRef = BranchRef.Of(repository.Target);
        IReadOnlyDictionary<string, string> refs = await git.ListRefsAsync(repository.Url, [sourceRef, targetRef], cancellationToken).ConfigureAwait(false);
        string? head = refs.GetValueOrDefault(sourceRef);
        string? current = refs.GetValueOrDefault(targetRef);
        if (head is null || current is null)
        {
            Failure missing = BranchFailures.Missing(repository, head is null ? repository.Source : repository.Target);
            return new BranchState { Repository = repository, Status = BranchStatus.Missing, From = current, Failure = missing };
        }

        string? wanted = chosen is null ? head : await FindAsync(repository, chosen, head, current, cancellationToken).ConfigureAwait(false);
        BranchState state = new() { Repository = repository, Status = BranchStatus.UpToDate, From = current, To = wanted };
        if (wanted is null)
        {
            return state with { Status = BranchStatus.Unknown, Failure = BranchFailures.CommitNotOnSource(repository, chosen!) };
        }

        if (wanted == current)
        {
            return state;
        }

        BranchComparison comparison = await git.CompareAsync(repository.Url, current, wanted, cancellationToken).ConfigureAwait(false);
        return state with
        {
            Picked = await FindPickedAsync(repository, comparison, current, wanted, cancellationToken).ConfigureAwait(false),
            Status = comparison.LeftOnly.Count == 0 ? BranchStatus.FastForward : BranchStatus.Diverged,
            Gained = comparison.RightOnly,
            Lost = comparison.LeftOnly,
        };
    }

    private async Task<IReadOnlySet<string>?> FindPickedAsync(RepositoryDefinition repository, BranchComparison comparison, string current, string wanted, CancellationToken cancellationToken)
    {
        if (comparison.LeftOnly.Count == 0)
        {
            return new HashSet<string>();
        }

        try
        {
            return await git.ListPickedAsync(repository.Url, current, wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception) when (exception.Failure.Kind == FailureKind.Unreachable)
        {
            // A help for whoever decides, no more: all of them are told as lost then.
            return null;
        }
    }

    /// <summary>
    /// Gives the full name of a chosen commit if the source branch has it. What the target lacks is looked at first;
    /// the source's whole history only for a step back.
    /// </summary>
    private async Task<string?> FindAsync(RepositoryDefinition repository, string chosen, string head, string current, CancellationToken cancellationToken)
    {
        bool IsChosen(string sha) => chosen.Length >= 7 && sha.StartsWith(chosen, StringComparison.OrdinalIgnoreCase);

        if (IsChosen(head))
        {
            return head;
        }

        foreach (string? from in new[] { current, null })
        {
            IReadOnlyList<Commit> commits = await git.ListCommitsAsync(repository.Url, from, head, cancellationToken).ConfigureAwait(false);
            List<string> found = [.. commits.Select(commit => commit.Sha).Where(IsChosen)];
            if (found.Count > 0)
            {
                // Two commits with the same beginning: neither is meant for certain.
                return found.Count == 1 ? found[0] : null;
            }
        }

        return null;
    }
}
