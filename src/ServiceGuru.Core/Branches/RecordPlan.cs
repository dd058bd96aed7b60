using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Branches;

/// <summary>What is to be recorded in the monorepo.</summary>
/// <param name="Change">The change; null where it records all of it already.</param>
/// <param name="Notes">What was found that needs no change.</param>
/// <param name="Blockers">Why nothing can be recorded.</param>
internal sealed record RecordPlan(Change? Change, IReadOnlyList<PlanNote> Notes, IReadOnlyList<Failure> Blockers)
{
    /// <summary>Compares what the monorepo records with what it is to record.</summary>
    /// <param name="wanted">The full commit by repository.</param>
    /// <param name="subject">The first line of the commit.</param>
    /// <param name="context">The service and its connections.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<RecordPlan> MakeAsync(IReadOnlyDictionary<string, string> wanted, string subject, OperationContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(wanted, subject, context, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            return new RecordPlan(null, [], [exception.Failure.On(RecordChanges.Target)]);
        }
    }

    /// <summary>Gives the path at which the monorepo has a repository.</summary>
    public static string PathOf(MonorepoDefinition monorepo, RepositoryDefinition repository) =>
        monorepo.Submodules.GetValueOrDefault(repository.Name, repository.Name);

    private static async Task<RecordPlan> CompareAsync(IReadOnlyDictionary<string, string> wanted, string subject, OperationContext context, CancellationToken cancellationToken)
    {
        IMonorepo monorepo = context.Connections.Monorepo;
        MonorepoDefinition definition = context.Service.Monorepo!;
        MonorepoState state = await monorepo.ReadAsync(cancellationToken).ConfigureAwait(false);
        List<RecordedLink> links = [];
        List<PlanNote> notes = [];
        List<Failure> blockers = [];
        foreach (RepositoryDefinition repository in context.Service.Repositories.Where(one => wanted.ContainsKey(one.Name)))
        {
            string path = PathOf(definition, repository);
            if (state.Links.ContainsKey(path))
            {
                links.Add(new RecordedLink(repository.Name, path, wanted[repository.Name]));
            }
            else if (definition.Submodules.ContainsKey(repository.Name))
            {
                blockers.Add(BranchFailures.SubmoduleMissing(repository, path, definition.Branch));
            }
            else
            {
                notes.Add(new PlanNote(RecordChanges.Target, $"has no submodule {path}; {repository.Name} is not recorded"));
            }
        }

        if (links.TrueForAll(link => state.Links[link.Path] == link.Commit))
        {
            return new RecordPlan(null, [.. notes, new PlanNote(RecordChanges.Target, $"{definition.Branch} records these commits already, at {CommitLines.Short(state.Head)}")], blockers);
        }

        await monorepo.RequireAuthorAsync(cancellationToken).ConfigureAwait(false);
        return new RecordPlan(RecordChanges.Make(definition.Branch, subject, state, links), notes, blockers);
    }
}
