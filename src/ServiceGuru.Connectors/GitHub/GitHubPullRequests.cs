using System.Net;
using System.Text;
using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.GitHub;

/// <summary>
/// Branches, files and pull requests by GitHub's REST API, version 2022-11-28 (https://docs.github.com/en/rest/git/refs,
/// https://docs.github.com/en/rest/repos/contents, https://docs.github.com/en/rest/pulls/pulls,
/// https://docs.github.com/en/rest/pulls/reviews, https://docs.github.com/en/rest/checks/runs,
/// https://docs.github.com/en/rest/commits/statuses).
/// </summary>
internal sealed class GitHubPullRequests(CodeHostDefinition definition, ISecretResolver secrets, HttpPipeline pipeline) : IPullRequestHost
{
    private static readonly Dictionary<string, string> Version = new() { ["X-GitHub-Api-Version"] = "2022-11-28" };

    private readonly SystemClient _client = new(
        new OutsideSystem("GitHub", "CodeHost", definition.Url),
        new TokenAuthorization(definition.Token, secrets, "codeHost.token"),
        pipeline);

    /// <inheritdoc/>
    public Task<string?> GetBranchAsync(string slug, string branch, CancellationToken cancellationToken) =>
        _client.ReadOrNullAsync(Get($"repos/{Path(slug)}/git/ref/heads/{Path(branch)}"), json => json.NeedText("object", "sha"), cancellationToken);

    /// <inheritdoc/>
    public async Task CreateBranchAsync(string slug, string branch, string commit, CancellationToken cancellationToken)
    {
        // A second sending is answered with 422, which is fine: the branch is there.
        HttpCall call = Write(HttpMethod.Post, $"repos/{Path(slug)}/git/refs", new { @ref = $"refs/heads/{branch}", sha = commit }, idempotent: true);
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.UnprocessableEntity).ConfigureAwait(false);
        if (!answer.Succeeded && !Says(answer, "already exists"))
        {
            throw _client.Failures.Refused(call, answer);
        }
    }

    /// <inheritdoc/>
    public Task<string?> GetFileAsync(string slug, string path, string branch, CancellationToken cancellationToken) =>
        _client.ReadOrNullAsync(
            Get($"repos/{Path(slug)}/contents/{Path(path)}?ref={Uri.EscapeDataString(branch)}"), json => json.NeedText("sha"), cancellationToken);

    /// <inheritdoc/>
    public async Task WriteFileAsync(string slug, string path, string branch, string text, string? previous, string message, CancellationToken cancellationToken)
    {
        Dictionary<string, string> body = new()
        {
            ["message"] = message,
            ["content"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            ["branch"] = branch,
        };
        if (previous is not null)
        {
            body["sha"] = previous;
        }

        HttpCall call = Write(HttpMethod.Put, $"repos/{Path(slug)}/contents/{Path(path)}", body, idempotent: false);
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.Conflict, HttpStatusCode.UnprocessableEntity).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            // 409: the file is another one than named; 422 without a name: there is one by now.
            throw answer.Status == HttpStatusCode.Conflict || Says(answer, "sha")
                ? _client.Failures.Make(null, ChangedMeanwhile(slug, path, branch, answer))
                : _client.Failures.Refused(call, answer);
        }
    }

    /// <inheritdoc/>
    public async Task<Proposal?> FindAsync(string slug, string branch, string target, CancellationToken cancellationToken)
    {
        string head = $"{slug.Split('/')[0]}:{branch}";
        HttpCall call = Get($"repos/{Path(slug)}/pulls?state=all&head={Uri.EscapeDataString(head)}&base={Uri.EscapeDataString(target)}&sort=created&direction=desc&per_page=100");
        List<Proposal> found = await _client.ReadAsync(call, json => json.NeedItems().Select(ProposalReading.Proposal).ToList(), cancellationToken).ConfigureAwait(false);

        // An owner that GitHub does not know makes it forget the filter.
        List<Proposal> own = [.. found.Where(proposal => proposal.Branch == branch)];
        return own.Find(proposal => proposal.State == ProposalState.Open) ?? own.FirstOrDefault();
    }

    /// <inheritdoc/>
    public Task<Proposal?> GetAsync(string slug, int number, CancellationToken cancellationToken) =>
        _client.ReadOrNullAsync(Get($"repos/{Path(slug)}/pulls/{number}"), ProposalReading.Proposal, cancellationToken);

    /// <inheritdoc/>
    public async Task<Proposal?> OpenAsync(string slug, string branch, string target, string title, string body, CancellationToken cancellationToken)
    {
        HttpCall call = Write(HttpMethod.Post, $"repos/{Path(slug)}/pulls", new { title, head = branch, @base = target, body }, idempotent: false);
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.UnprocessableEntity).ConfigureAwait(false);
        return answer.Succeeded ? _client.Read(call, answer, ProposalReading.Proposal)
            : Says(answer, "A pull request already exists") ? null
            : throw _client.Failures.Refused(call, answer);
    }

    /// <inheritdoc/>
    public Task DescribeAsync(string slug, int number, string title, string body, CancellationToken cancellationToken) =>
        _client.SendAsync(Write(HttpMethod.Patch, $"repos/{Path(slug)}/pulls/{number}", new { title, body }, idempotent: true), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Review>> ListReviewsAsync(string slug, int number, CancellationToken cancellationToken)
    {
        List<(string Reviewer, string State)> reviews = [];
        await foreach (List<(string Reviewer, string State)> page in _client
            .PagesAsync(Get($"repos/{Path(slug)}/pulls/{number}/reviews?per_page=100"), Page, cancellationToken)
            .ConfigureAwait(false))
        {
            reviews.AddRange(page);
        }

        return ProposalReading.Verdicts(reviews);

        static List<(string Reviewer, string State)> Page(JsonElement json) =>
            [.. json.NeedItems().Select(review => (review.Text("user", "login") ?? "ghost", review.NeedText("state")))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CommitCheck>> ListChecksAsync(string slug, string commit, CancellationToken cancellationToken)
    {
        string path = $"repos/{Path(slug)}/commits/{Uri.EscapeDataString(commit)}";
        List<CommitCheck> checks = [];
        await foreach (List<CommitCheck> page in _client
            .PagesAsync(Get($"{path}/check-runs?per_page=100"), json => json.NeedItems("check_runs").Select(ProposalReading.CheckRun).ToList(), cancellationToken)
            .ConfigureAwait(false))
        {
            checks.AddRange(page);
        }

        checks.AddRange(await _client.ReadAsync(
            Get($"{path}/status?per_page=100"), json => json.NeedItems("statuses").Select(ProposalReading.Status).ToList(), cancellationToken).ConfigureAwait(false));
        return checks;
    }

    /// <inheritdoc/>
    public async Task<string> MergeAsync(string slug, int number, string head, MergeMethod method, CancellationToken cancellationToken)
    {
        HttpCall call = Write(
            HttpMethod.Put, $"repos/{Path(slug)}/pulls/{number}/merge", new { sha = head, merge_method = method.ToString().ToLowerInvariant() }, idempotent: false);
        HttpAnswer answer = await _client.SendAsync(call, cancellationToken, HttpStatusCode.MethodNotAllowed, HttpStatusCode.Conflict).ConfigureAwait(false);
        return answer.Succeeded
            ? _client.Read(call, answer, json => json.NeedText("sha"))
            : throw _client.Failures.Make(null, NotMerged(slug, number, answer));
    }

    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private HttpCall Get(string path) => _client.Get(path) with { Accept = "application/vnd.github+json", Headers = Version };

    private HttpCall Write(HttpMethod method, string path, object body, bool idempotent) =>
        _client.Write(method, path, body, idempotent) with { Accept = "application/vnd.github+json", Headers = Version };

    // GitHub has no codes for these; its words stand in the message, or in one of the errors.
    private static bool Says(HttpAnswer answer, string words) => Encoding.UTF8.GetString(answer.Body.Span).Contains(words, StringComparison.OrdinalIgnoreCase);

    private Failure ChangedMeanwhile(string slug, string path, string branch, HttpAnswer answer) => new()
    {
        Id = "FileChangedMeanwhile",
        Target = path,
        Message = $"{path} on {branch} of {slug} was changed meanwhile and was left alone.",
        Cause = ServerWords.Of(answer, pipeline.Redactor),
        NextAction = "Look at the branch, then run it again: what is there then is replaced.",
    };

    private Failure NotMerged(string slug, int number, HttpAnswer answer) => new()
    {
        Id = answer.Status == HttpStatusCode.Conflict ? "PullRequestChangedMeanwhile" : "PostNotMergeable",
        Target = $"#{number}",
        Message = $"GitHub does not merge pull request #{number} of {slug}.",
        Cause = ServerWords.Of(answer, pipeline.Redactor),
        NextAction = answer.Status == HttpStatusCode.Conflict
            ? "Somebody pushed to it meanwhile: look at it, then run it again."
            : "Look at the pull request: it has conflicts, or the repository's rules want more before a merge.",
    };
}
