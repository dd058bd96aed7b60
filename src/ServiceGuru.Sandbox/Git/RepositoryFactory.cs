using System.Globalization;
using ServiceGuru.Services;

namespace ServiceGuru.Sandbox.Git;

/// <summary>Makes the bare repositories.</summary>
internal static class RepositoryFactory
{
    /// <summary>The settings of every bare repository.</summary>
    public const string Config = """
        [core]
            repositoryformatversion = 0
            filemode = true
            bare = true
            hooksPath = hooks
            logAllRefUpdates = always
        [uploadpack]
            allowFilter = true
            allowAnySHA1InWant = true
        [receive]
            denyNonFastForwards = false
            autogc = false
        [gc]
            auto = 0
        """;

    /// <summary>Makes all repositories of a service, side by side.</summary>
    /// <param name="service">The service.</param>
    /// <param name="directory">The folder; repositories of an earlier world in it are replaced.</param>
    /// <param name="now">The end of the histories.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyList<SandboxRepository>> CreateAsync(
        ServiceDefinition service, string directory, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory);
        IEnumerable<Task<SandboxRepository>> making = service.Repositories.Select((repository, index) => Task.Run(
            () => CreateAsync(repository, service.Title ?? service.Name, Style(service, index), Path.Combine(directory, $"{repository.Name}.git"), now, cancellationToken),
            cancellationToken));
        return await Task.WhenAll(making);
    }

    /// <summary>The repository at the service's heart: the one whose build makes the most images.</summary>
    public static RepositoryDefinition? Central(ServiceDefinition service) =>
        service.Repositories.Where(repository => repository.Build is not null).MaxBy(repository => repository.Build!.Images.Count);

    /// <summary>Makes an empty bare repository in the place of what was there.</summary>
    public static async Task InitializeAsync(string path, string branch, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path);
        await GitProgram.RunAsync(path, ["init", "--quiet", "--bare", "--template=", $"--initial-branch={branch}", "."], input: null, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(path, "config"), Config, cancellationToken);
    }

    // In every team one repository is the busiest, one had nothing to release this week, and one merges by rebasing.
    private static HistoryStyle Style(ServiceDefinition service, int index)
    {
        RepositoryDefinition repository = service.Repositories[index];
        bool busy = repository == Central(service);
        return new HistoryStyle(
            busy,
            Quiet: !busy && service.Repositories.Count >= 3 && index == service.Repositories.Count / 2,
            Rebases: repository.Name.Contains("dashboard", StringComparison.Ordinal));
    }

    private static async Task<SandboxRepository> CreateAsync(
        RepositoryDefinition repository, string project, HistoryStyle style, string path, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await InitializeAsync(path, repository.Source, cancellationToken);
        HistoryPlan plan = new HistoryPlanner(repository, project, style, now).Plan();
        string marks = Path.Combine(path, "marks");
        await GitProgram.RunAsync(path, ["fast-import", "--quiet", "--done", $"--export-marks={marks}"], FastImport.Stream(plan, repository.Source), cancellationToken);
        IReadOnlyDictionary<int, string> commits = await ReadMarksAsync(marks, cancellationToken);
        File.Delete(marks);

        var created = new SandboxRepository(repository, path)
        {
            PullRequests = [.. plan.PullRequests.Select(request => Join(request, plan, commits))],
            Tags = plan.Refs.Where(entry => entry.Key.StartsWith("refs/tags/", StringComparison.Ordinal))
                .ToDictionary(entry => entry.Key["refs/tags/".Length..], entry => commits[entry.Value], StringComparer.Ordinal),
        };
        await created.Commits.LoadAsync(cancellationToken);
        return created;
    }

    private static PullRequest Join(PlannedPullRequest request, HistoryPlan plan, IReadOnlyDictionary<int, string> commits)
    {
        // The base is what the branch was before: a merge's first parent, or the parent of the first rebased commit.
        PlannedCommit merge = plan.Commits[request.MergeMark - 1];
        PlannedCommit first = merge.Parents.Count == 2 ? merge : plan.Commits[request.CommitMarks[0] - 1];
        return new PullRequest(request, commits[request.MergeMark], [.. request.CommitMarks.Select(mark => commits[mark])], commits[first.Parents[0]]);
    }

    private static async Task<IReadOnlyDictionary<int, string>> ReadMarksAsync(string file, CancellationToken cancellationToken)
    {
        string[] lines = await File.ReadAllLinesAsync(file, cancellationToken);
        return lines.Select(line => line.Split(' ')).ToDictionary(
            parts => int.Parse(parts[0].AsSpan(1), CultureInfo.InvariantCulture), parts => parts[1]);
    }
}
