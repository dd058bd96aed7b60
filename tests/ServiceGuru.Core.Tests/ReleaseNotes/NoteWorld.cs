using NSubstitute;
using ServiceGuru.Branches;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.ReleaseNotes;

/// <summary>Two repositories with release notes and one without, on Monday, 2026-05-18.</summary>
internal sealed class NoteWorld
{
    public NoteWorld()
    {
        Service = new ServiceDefinition
        {
            Name = "packit",
            Title = "Packit Service",
            CodeHost = new(),
            Blog = new() { Project = "Packit" },
            Repositories =
            [
                new() { Name = "service", Url = "service.git", Slug = "packit/packit-service" },
                new() { Name = "dashboard", Url = "dashboard.git", Slug = "packit/dashboard" },
                new() { Name = "deployment", Url = "deployment.git", Slug = "packit/deployment", ReleaseNotes = false },
            ],
        };
        foreach (RepositoryDefinition repository in Service.Repositories)
        {
            Git.Push(repository.Url, "main", "Start", at: At(1, 0));
        }

        World.CodeHost.ListPullRequestsAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns([]);
        World.CodeHost.GetPullRequestAsync(Arg.Any<string>(), Arg.Any<int>(), Arg.Any<CancellationToken>()).Returns((PullRequest?)null);
    }

    public ServiceDefinition Service { get; set; }

    public TestWorld World { get; } = new();

    public ManualTimeProvider Clock { get; } = new();

    public InMemoryGit Git => World.Git;

    public OperationContext Context(string? directory = null) => World.Context(Service, Clock, directory);

    public static DateTimeOffset At(int day, int hour, int minute = 0) => new(2026, 5, day, hour, minute, 0, TimeSpan.Zero);

    public static string Message(int number, string note) =>
        $"Merge pull request #{number} from jo/topic\n\nTitle\n\nRELEASE NOTES BEGIN\n{note}\nRELEASE NOTES END\n\nReviewed-by: Mia";

    public string Merge(string repository, int number, string note, DateTimeOffset? at = null) =>
        Git.Merge($"{repository}.git", "main", Message(number, note), at ?? At(14, 10));

    public void SetPullRequest(string slug, int number, string? body, string? commit = null, string title = "Title")
    {
        PullRequest pullRequest = new() { Number = number, Title = title, Body = body, WebUrl = new Uri($"https://github.com/{slug}/pull/{number}"), MergedAt = At(14, 9) };
        World.CodeHost.GetPullRequestAsync(slug, number, Arg.Any<CancellationToken>()).Returns(pullRequest);
        if (commit is not null)
        {
            World.CodeHost.ListPullRequestsAsync(slug, commit, Arg.Any<CancellationToken>()).Returns([pullRequest]);
        }
    }

    public async Task<(ReleaseNoteReport Report, Failure? Failure)> GatherAsync(GatherReleaseNotesRequest? request = null)
    {
        Conclusion conclusion = await new GatherReleaseNotes().ConcludeAsync(request ?? new GatherReleaseNotesRequest(), [], Context(), CancellationToken.None);
        return (conclusion.Output.ShouldBeOfType<ReleaseNoteReport>(), conclusion.Failure);
    }

    public async Task<IReadOnlyList<string>> TextsAsync(GatherReleaseNotesRequest? request = null) =>
        [.. (await GatherAsync(request)).Report.Notes.Select(note => note.Text)];
}
