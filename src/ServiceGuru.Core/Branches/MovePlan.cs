using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>Turns what was found of the repositories into a plan, and a plan into the report that it would give.</summary>
/// <param name="operation">The operation's id.</param>
/// <param name="context">The service and its connections.</param>
/// <param name="make">Makes the change of a branch that moves.</param>
internal sealed class MovePlan(string operation, OperationContext context, Func<BranchState, MoveNeeds, IReadOnlyDictionary<string, string>, Change> make)
{
    /// <summary>Makes the plan.</summary>
    /// <param name="states">How the branches stand, in the definition's order.</param>
    /// <param name="blocks">Gives why a branch must not move, beyond its own failure.</param>
    /// <param name="record">The first line of the commit with which the monorepo records the commits afterwards; null leaves it alone.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<Plan> OfAsync(IReadOnlyList<BranchState> states, Func<BranchState, Failure?> blocks, string? record, CancellationToken cancellationToken)
    {
        List<Failure> blockers = [.. states.Select(state => state.Failure ?? (Moves(state) ? blocks(state) : null)).OfType<Failure>()];
        Dictionary<string, BranchState> moving = states.Where(state => state.Failure is null && Moves(state) && blocks(state) is null)
            .ToDictionary(state => state.Repository.Name, StringComparer.Ordinal);
        List<BranchState> staying = [.. states.Where(state => state.Failure is null && !Moves(state))];
        MoveNeedsFinder finder = new(
            context,
            moving.ToDictionary(entry => entry.Key, entry => entry.Value.To!, StringComparer.Ordinal),
            staying.ToDictionary(state => state.Repository.Name, state => state.From!, StringComparer.Ordinal));
        IReadOnlyDictionary<string, MoveNeeds> needs = await finder.FindAsync(cancellationToken).ConfigureAwait(false);
        blockers.AddRange(finder.Failures);

        List<RepositoryDefinition> order = [.. RepositoryOrder.Sort(context.Service, [.. moving.Values.Select(state => state.Repository)])];
        Dictionary<string, string> ids = order.Select((repository, index) => (repository.Name, Id: (index + 1).ToString(CultureInfo.InvariantCulture)))
            .ToDictionary(pair => pair.Name, pair => pair.Id, StringComparer.Ordinal);
        List<Change> changes = [.. order.Select(repository => make(moving[repository.Name], needs[repository.Name], ids))];
        List<PlanNote> notes = [.. staying.Select(state => UpToDate(state, moving.Keys))];
        if (record is not null && context.Service.Monorepo is not null && blockers.Count == 0)
        {
            RecordPlan plan = await RecordPlan.MakeAsync(Commits(moving.Values.Concat(staying)), record, context, cancellationToken).ConfigureAwait(false);
            changes.AddRange(plan.Change is { } change ? [change with { Id = (changes.Count + 1).ToString(CultureInfo.InvariantCulture), AfterEndOf = [.. ids.Values] }] : Array.Empty<Change>());
            notes.AddRange(plan.Notes);
            blockers.AddRange(plan.Blockers);
        }

        return new Plan { Operation = operation, Changes = changes, Notes = notes, Blockers = blockers };
    }

    /// <summary>Gives the report as if the plan had been applied; null where it can't be.</summary>
    public static MoveReport? Forecast(Plan plan) => plan.Blockers.Count > 0 ? null : MoveReport.Of(
        [
            .. plan.Changes.Where(BranchChanges.IsOf).Select(MoveOutcome.Foretold),
            .. plan.Notes.Where(note => note.Value is not null).Select(note => MoveOutcome.Unchanged(note.Target, note.Text.Split(' ', 2)[0], note.Value)),
        ],
        plan.Changes.Where(change => change.Kind == RecordChanges.Kind).Select(RecordChanges.Foretold).FirstOrDefault());

    private static bool Moves(BranchState state) => state.Status is BranchStatus.FastForward or BranchStatus.Diverged;

    private static Dictionary<string, string> Commits(IEnumerable<BranchState> states) =>
        states.ToDictionary(state => state.Repository.Name, state => state.To ?? state.From!, StringComparer.Ordinal);

    // Images that were built long ago keep the packages that they were built with.
    private PlanNote UpToDate(BranchState state, IEnumerable<string> moving)
    {
        List<string> needed = state.Repository.Build is null ? [] :
            [.. RepositoryOrder.DependenciesOf(context.Service, state.Repository).Select(one => one.Name).Where(name => moving.Contains(name))];
        string hint = needed.Count == 0 ? string.Empty : $"; its images get the new {string.Join(", ", needed)} only when they are built again";
        return new PlanNote(state.Repository.Name, $"{state.Repository.Target} is up to date at {CommitLines.Short(state.From!)}{hint}", state.From);
    }
}
