using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;

namespace ServiceGuru.Tests.ReleaseNotes;

/// <summary>A repository with branches, files and at most one pull request, in memory.</summary>
internal sealed class PullRequestsInMemory : IPullRequestHost
{
    public Dictionary<(string Branch, string Path), string> Files { get; } = [];

    public Dictionary<string, string> Branches { get; } = new() { ["main"] = "m1" };

    public Proposal? Proposal { get; set; }

    public List<CommitCheck> Checks { get; } = [];

    public List<Review> Reviews { get; } = [];

    /// <summary>What was written, one word each.</summary>
    public List<string> Written { get; } = [];

    /// <summary>Happens before each look at the pull request.</summary>
    public Action? Looked { get; set; }

    /// <summary>A pull request that somebody opens just before ours.</summary>
    public Proposal? Quicker { get; set; }

    public static Proposal Open(string branch, string title = "Week 20 in Packit") => new()
    {
        Number = 7, Title = title, Url = new Uri("https://github.com/packit/packit.dev/pull/7"), Author = "jo", State = ProposalState.Open, Branch = branch, Head = "h1", Mergeable = true,
    };

    public Task<string?> GetBranchAsync(string slug, string branch, CancellationToken cancellationToken) => Task.FromResult(Branches.GetValueOrDefault(branch));

    public Task CreateBranchAsync(string slug, string branch, string commit, CancellationToken cancellationToken)
    {
        Written.Add("branch");
        Branches.Add(branch, commit);
        return Task.CompletedTask;
    }

    public Task<string?> GetFileAsync(string slug, string path, string branch, CancellationToken cancellationToken) =>
        Task.FromResult(Files.TryGetValue((branch, path), out string? text) ? PostAddress.ObjectName(text) : null);

    public Task WriteFileAsync(string slug, string path, string branch, string text, string? previous, string message, CancellationToken cancellationToken)
    {
        Written.Add($"file '{message}'");
        Files[(branch, path)] = text;
        return Task.CompletedTask;
    }

    public Task<Proposal?> FindAsync(string slug, string branch, string target, CancellationToken cancellationToken) =>
        Task.FromResult(Proposal?.Branch == branch ? Proposal : null);

    public Task<Proposal?> GetAsync(string slug, int number, CancellationToken cancellationToken)
    {
        Looked?.Invoke();
        return Task.FromResult(Proposal?.Number == number ? Proposal : null);
    }

    public Task<Proposal?> OpenAsync(string slug, string branch, string target, string title, string body, CancellationToken cancellationToken)
    {
        if (Quicker is not null)
        {
            Proposal = Quicker;
            return Task.FromResult<Proposal?>(null);
        }

        Written.Add("open");
        Proposal = Open(branch, title);
        return Task.FromResult<Proposal?>(Proposal);
    }

    public Task DescribeAsync(string slug, int number, string title, string body, CancellationToken cancellationToken)
    {
        Written.Add($"describe '{body}'");
        Proposal = Proposal! with { Title = title, Body = body };
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Review>> ListReviewsAsync(string slug, int number, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Review>>([.. Reviews]);

    public Task<IReadOnlyList<CommitCheck>> ListChecksAsync(string slug, string commit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CommitCheck>>([.. Checks]);

    public Task<string> MergeAsync(string slug, int number, string head, MergeMethod method, CancellationToken cancellationToken)
    {
        if (head != Proposal!.Head)
        {
            throw new GuruException(new Failure { Id = "PullRequestChangedMeanwhile", Message = "moved" });
        }

        Written.Add($"merge {method}");
        Proposal = Proposal with { State = ProposalState.Merged, MergeCommit = "c9" };
        return Task.FromResult("c9");
    }
}
