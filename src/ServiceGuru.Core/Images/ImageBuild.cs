using ServiceGuru.Services;

namespace ServiceGuru.Images;

/// <summary>One repository's commit whose images are looked for.</summary>
internal sealed record ImageBuild(RepositoryDefinition Repository, string Slug, BuildDefinition Build, string Commit, EnvironmentDefinition Environment)
{
    public string Name => Repository.Name;

    /// <summary>Whether a repository builds images that can be followed.</summary>
    public static bool Has(RepositoryDefinition repository) => repository is { Build: not null, Slug: not null };

    public static ImageBuild Of(RepositoryDefinition repository, string commit, EnvironmentDefinition environment) =>
        new(repository, repository.Slug!, repository.Build!, commit, environment);

    /// <summary>Gives the newest of a workflow's runs for this commit, or null: a run that was repeated by hand is what counts.</summary>
    public WorkflowRun? NewestRun(IEnumerable<WorkflowRun> runs) => runs
        .Where(run => run.Commit == Commit)
        .OrderByDescending(run => run.CreatedAt)
        .ThenByDescending(run => run.Id)
        .FirstOrDefault();

    /// <summary>The start of the tag that only this commit's image has, or null where the definition names none.</summary>
    public string? UniqueTagStart => Build.UniqueTag.Contains("{sha7}", StringComparison.Ordinal)
        ? Build.UniqueTag.Replace("{sha7}", Commit[..7], StringComparison.Ordinal)
        : null;
}
