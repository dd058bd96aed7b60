using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Makes the bare repository of the service's blog, with a post of an earlier week.</summary>
internal static class BlogFactory
{
    /// <summary>Makes it, or gives null where the definition names none of its own.</summary>
    /// <param name="service">The service.</param>
    /// <param name="directory">The folder of the bare repositories.</param>
    /// <param name="now">The end of the history.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<SandboxRepository?> CreateAsync(ServiceDefinition service, string directory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (service.Blog is not { Slug: { } slug } blog || service.Repositories.Any(repository => string.Equals(repository.Slug, slug, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        string name = slug.Split('/')[^1];
        string path = Path.Combine(directory, $"{name}.git");
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        await GitProgram.RunAsync(path, ["init", "--quiet", "--bare", "--template=", $"--initial-branch={blog.Branch}", "."], input: null, cancellationToken);
        DateTimeOffset date = now.AddDays(-14);
        int week = ISOWeek.GetWeekOfYear(date.UtcDateTime);
        string project = blog.Project ?? service.Title ?? service.Name;
        PlannedCommit first = new(
            1, [], HistoryMaterial.People[0], HistoryMaterial.People[0], date, date, $"Add blog post for week {week}\n",
            new Dictionary<string, string>
            {
                ["README.md"] = $"# {name}\n",
                [$"{blog.Directory.Trim('/')}/{ISOWeek.GetYear(date.UtcDateTime)}/week-{week}.md"] =
                    $"---\ntitle: Week {week} in {project}\ndate: {date:yyyy-MM-dd}\nauthors: jo\n---\n\n## Week {week}\n\n- {project} starts faster.\n",
            });
        await GitProgram.RunAsync(path, ["fast-import", "--quiet", "--done"], FastImport.Stream(blog.Branch, parent: null, first), cancellationToken);
        var created = new SandboxRepository(new RepositoryDefinition { Name = name, Url = path, Slug = slug, Source = blog.Branch, ReleaseNotes = false }, path);
        await created.Commits.LoadAsync(cancellationToken);
        return created;
    }
}
