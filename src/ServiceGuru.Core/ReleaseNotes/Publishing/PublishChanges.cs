using System.Globalization;
using System.Text.Json;
using ServiceGuru.Operations;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>The change that proposes a post, as it lies in the ledger.</summary>
internal static class PublishChanges
{
    private const string TextKey = "text";
    private const string BranchKey = "branch";
    private const string NumberKey = "number";
    private const string UrlKey = "url";

    public static Change Publish(string place, string text, string branch, BlogDefinition blog, Proposal? proposal)
    {
        string title = PostAddress.Title(text, place);
        return new Change
        {
            Id = "1",
            Kind = "publish-post",
            Target = place,
            To = PostAddress.ObjectName(text),
            Summary = proposal is { State: ProposalState.Open }
                ? $"{blog.Slug}: update pull request #{proposal.Number} '{title}' with {place}"
                : $"{blog.Slug}: open pull request '{title}' with {place} on {branch}",
            Effect = EffectContract.Convergent,
            Undo = "close the pull request by hand",
            Details = new Dictionary<string, string>(StringComparer.Ordinal) { [TextKey] = text, [BranchKey] = branch },
        };
    }

    public static string TextOf(Change change) => change.Details[TextKey];

    public static string BranchOf(Change change) => change.Details[BranchKey];

    public static Dictionary<string, string> Values(Proposal proposal) => new(StringComparer.Ordinal)
    {
        [NumberKey] = proposal.Number.ToString(CultureInfo.InvariantCulture),
        [UrlKey] = proposal.Url.ToString(),
    };

    public static PostPublication Publication(string place, string text, BlogDefinition blog, Proposal? proposal) => new()
    {
        Title = PostAddress.Title(text, place),
        RepositoryPath = place,
        Branch = PostAddress.Branch(place),
        Number = proposal?.Number,
        PullRequest = proposal?.Url,
        State = proposal?.State,
        MergeCommit = proposal?.MergeCommit,
        Url = proposal?.State == ProposalState.Merged ? PostAddress.Url(place, blog) : null,
    };

    /// <summary>Gives what is known of the publication before it is done; the pull request is not.</summary>
    public static PostPublication Foretold(Change change) => new()
    {
        Title = PostAddress.Title(TextOf(change), change.Target),
        RepositoryPath = change.Target,
        Branch = BranchOf(change),
        State = ProposalState.Open,
    };

    public static string Serialize(PostPublication publication) => JsonSerializer.Serialize(publication);

    public static PostPublication Deserialize(string json) => JsonSerializer.Deserialize<PostPublication>(json)!;
}
