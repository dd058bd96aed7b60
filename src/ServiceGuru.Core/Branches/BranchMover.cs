using ServiceGuru.Operations;
using ServiceGuru.Packages;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Carries out the changes of a move or a restore: waits for what a push needs, pushes, and records.</summary>
internal sealed class BranchMover(OperationContext context)
{
    /// <summary>Carries one change out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, CancellationToken cancellationToken)
    {
        if (change.Kind == RecordChanges.Kind)
        {
            return await new MonorepoRecorder(context).ApplyAsync(change, cancellationToken).ConfigureAwait(false);
        }

        RepositoryDefinition repository = RepositorySelection.Find(context.Service, change.Target);
        await WaitAsync(change, cancellationToken).ConfigureAwait(false);
        RefUpdate update = new(repository.Url, BranchRef.Of(BranchChanges.Branch(change)), change.From, change.To!);
        await context.Connections.Git.UpdateRefAsync(update, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = change.To! };
    }

    /// <summary>Looks whether one change was carried out.</summary>
    public async Task<ProbeOutcome> ProbeAsync(Change change, CancellationToken cancellationToken)
    {
        if (change.Kind == RecordChanges.Kind)
        {
            return await new MonorepoRecorder(context).ProbeAsync(change, cancellationToken).ConfigureAwait(false);
        }

        RepositoryDefinition repository = RepositorySelection.Find(context.Service, change.Target);
        string? current = await BranchHead.FindAsync(repository.Url, BranchChanges.Branch(change), context, cancellationToken).ConfigureAwait(false);
        return current == change.To ? ProbeOutcome.Applied
            : current == change.From ? ProbeOutcome.NotApplied
            : ProbeOutcome.Unknown;
    }

    /// <summary>Sums up what became of the repositories.</summary>
    public async Task<Conclusion> ConcludeAsync(IReadOnlyList<RepositoryDefinition> repositories, IReadOnlyList<ChangeResult> changes, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget([.. changes.Where(result => BranchChanges.IsOf(result.Change))]);
        IReadOnlyList<MoveOutcome> outcomes = await SideBySide.SelectAsync(
            repositories,
            (repository, token) => chains.TryGetValue(repository.Name, out ChangeChain? chain)
                ? Task.FromResult(MoveOutcome.Of(chain))
                : ReadAsync(repository, token),
            cancellationToken).ConfigureAwait(false);
        RecordReport? record = RecordChanges.Report(changes);
        List<Failure> failures = [.. outcomes.Select(outcome => outcome.Move.Failure).OfType<Failure>()];
        return new Conclusion(MoveReport.Of(outcomes, record), BranchFailures.Summary(failures, record?.Failure, outcomes.Count));
    }

    private async Task WaitAsync(Change change, CancellationToken cancellationToken)
    {
        if (BranchChanges.Packages(change) is not { Count: > 0 } awaited)
        {
            return;
        }

        List<PackageWait> waits = [.. awaited.Select(one => new PackageWait(one, context.Connections.Packages, context.Service.Packages!, context.Time))];
        await PackageWait.AllAsync(waits, change.Target, context.Progress, cancellationToken).ConfigureAwait(false);
        List<Failure> failures = [.. waits.Select(wait => wait.Failure).OfType<Failure>()];
        if (FailureSummary.Of(failures, "PackagesNotReady", $"{failures.Count} packages that {change.Target} needs did not come.") is { } failure)
        {
            throw new GuruException(failure with { Target = change.Target, Message = $"{change.Target} was not moved: {failure.Message}" });
        }
    }

    private async Task<MoveOutcome> ReadAsync(RepositoryDefinition repository, CancellationToken cancellationToken)
    {
        MoveOutcome nothing = MoveOutcome.Unchanged(repository.Name, repository.Target, null);
        try
        {
            string? commit = await BranchHead.FindAsync(repository.Url, repository.Target, context, cancellationToken).ConfigureAwait(false);
            return commit is null
                ? new MoveOutcome(nothing.Move with { Status = BranchStatus.Missing, Failure = BranchFailures.Missing(repository, repository.Target) }, null)
                : MoveOutcome.Unchanged(repository.Name, repository.Target, commit);
        }
        catch (GuruException exception)
        {
            // The others were moved all the same, and that must be told.
            return new MoveOutcome(nothing.Move with { Status = BranchStatus.Unknown, Failure = exception.Failure.On(repository.Name) }, null);
        }
    }
}
