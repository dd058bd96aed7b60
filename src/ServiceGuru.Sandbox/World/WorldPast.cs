using ServiceGuru.Sandbox.Git;
using ServiceGuru.Sandbox.GitHub;
using ServiceGuru.Sandbox.Quay;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.World;

/// <summary>
/// Puts into code host and registry what was there before the world began: the builds of the last weekly deployments,
/// and staging on the newest commits.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="repositories">Its repositories.</param>
/// <param name="runs">The workflow runs.</param>
/// <param name="publisher">Pushes the images.</param>
internal sealed class WorldPast(
    ServiceDefinition service, IReadOnlyList<SandboxRepository> repositories, WorkflowRuns runs, ImagePublisher publisher)
{
    private const int Weeks = 6;

    // Older builds, of commits before the repositories' histories begin: nobody cleaned the registry up for a while.
    private const int OldestWeek = 20;

    /// <summary>Adds it all, oldest first.</summary>
    public void Add(DateTimeOffset now)
    {
        foreach (RepositoryDefinition built in repositories.Select(repository => repository.Definition).Where(definition => definition.Build is not null))
        {
            for (int week = OldestWeek; week >= Weeks + 3; week--)
            {
                publisher.PublishOld(built, StableHash.Hex($"{built.Name} {week}", 40), now.AddDays(-7 * week));
            }
        }

        IEnumerable<Past> builds = repositories.Where(repository => repository.Definition.Build is not null)
            .SelectMany(repository => service.Environments.Values.Select(environment => environment.Branch).Distinct().SelectMany(branch => Builds(repository, branch, now)));
        foreach (Past build in builds.OrderBy(build => build.Time))
        {
            Complete(build);
            publisher.Publish(build.Repository.Definition, build.Branch, build.Commit, build.Components, build.Time);
        }
    }

    private IEnumerable<Past> Builds(SandboxRepository repository, string branch, DateTimeOffset now)
    {
        if (repository.Head(branch) is not { } head)
        {
            yield break;
        }

        DateTimeOffset built = repository.Commits.Find(head)!.CommitDate.AddMinutes(50);
        if (branch != repository.Definition.Target)
        {
            yield return new Past(repository, branch, head, built, publisher.Components(branch));
            yield break;
        }

        foreach (int week in Enumerable.Range(2, Weeks))
        {
            DateTimeOffset time = now.AddDays(-7 * week);
            if (repository.HeadAt(branch, time) is { } older && older != head)
            {
                yield return new Past(repository, branch, older, time.AddMinutes(-90), publisher.ComponentsAt(branch, time));
            }
        }

        DateTimeOffset deployed = now.AddDays(-7) > built ? now.AddDays(-7) : built;
        yield return new Past(repository, branch, head, deployed, publisher.Components(branch));
    }

    private void Complete(Past build)
    {
        DateTimeOffset begun = build.Time - ImageBuilds.Duration(build.Repository.Definition);
        WorkflowRun run = runs.Create(build.Repository, build.Branch, build.Commit, begun);
        runs.Update(run.Id, current => current with
        {
            Status = "completed",
            Conclusion = "success",
            UpdatedAt = build.Time,
            Jobs = [.. current.Jobs.Select(job => job.End("success", build.Time))],
        });
    }

    private sealed record Past(SandboxRepository Repository, string Branch, string Commit, DateTimeOffset Time, IReadOnlyList<Component> Components);
}
