using System.Globalization;
using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Merges a post's pull request once it may be: no conflict, checks passed, approved as the definition wants it.</summary>
public sealed class MergePost : Operation<MergePostRequest, PostPublication>
{
    private const string NumberKey = "number";
    private const string CommitKey = "commit";

    /// <inheritdoc/>
    public override string Id => "notes/merge";

    /// <inheritdoc/>
    public override string Summary => "Merges the pull request of a blog post.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(MergePostRequest request, ServiceDefinition service)
    {
        BlogDefinition blog = service.Blog?.Slug is null ? throw new GuruException(PostFailures.NoBlog(service.Name)) : service.Blog;
        PostAddress.InRepository(request.Post, null, blog);
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(MergePostRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        BlogDefinition blog = context.Service.Blog!;
        Proposal proposal = await FindAsync(request, context, cancellationToken).ConfigureAwait(false);
        if (proposal.State == ProposalState.Merged)
        {
            return new Plan { Operation = Id, Notes = [new PlanNote($"#{proposal.Number}", "is merged already", proposal.MergeCommit)] };
        }

        MergeReadiness readiness = await MergeReadiness.OfAsync(proposal, blog, context.Connections.PullRequests, cancellationToken).ConfigureAwait(false);
        return new Plan
        {
            Operation = Id,
            Changes = readiness.Refusal is not null ? [] : [Merge(request, blog, proposal)],
            Notes = readiness.Pending is { } pending ? [new PlanNote($"#{proposal.Number}", $"is merged only after {pending}")] : [],
            Blockers = readiness.Refusal is { } refusal ? [refusal] : [],
        };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        BlogDefinition blog = context.Service.Blog!;
        IPullRequestHost host = context.Connections.PullRequests;
        Proposal proposal = await new MergeWait(context).ForAsync(NumberOf(change), blog, cancellationToken).ConfigureAwait(false);
        string commit = proposal.State == ProposalState.Merged
            ? proposal.MergeCommit ?? string.Empty
            : await host.MergeAsync(blog.Slug!, proposal.Number, change.From!, blog.MergeMethod, cancellationToken).ConfigureAwait(false);
        return new Dictionary<string, string>(StringComparer.Ordinal) { [CommitKey] = commit };
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        await context.Connections.PullRequests.GetAsync(context.Service.Blog!.Slug!, NumberOf(change), cancellationToken).ConfigureAwait(false) switch
        {
            { State: ProposalState.Merged } => ProbeOutcome.Applied,
            { State: ProposalState.Open } => ProbeOutcome.NotApplied,
            _ => ProbeOutcome.Unknown,
        };

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(MergePostRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        BlogDefinition blog = context.Service.Blog!;
        Proposal proposal = await FindAsync(request, context, cancellationToken).ConfigureAwait(false);
        return new Conclusion(Publication(request, blog, proposal), changes.Count == 0 ? null : new ChangeChain(changes).Failure);
    }

    private static PostPublication Publication(MergePostRequest request, BlogDefinition blog, Proposal proposal)
    {
        string place = PostAddress.InRepository(request.Post, null, blog);
        return PublishChanges.Publication(place, string.Empty, blog, proposal) with { Title = proposal.Title, Branch = proposal.Branch };
    }

    private static async Task<Proposal> FindAsync(MergePostRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        BlogDefinition blog = context.Service.Blog!;
        IPullRequestHost host = context.Connections.PullRequests;
        string branch = PostAddress.Branch(PostAddress.InRepository(request.Post, null, blog));
        int? number = request.Number ?? (await host.FindAsync(blog.Slug!, branch, blog.Branch, cancellationToken).ConfigureAwait(false))?.Number;

        // A list does not say whether a pull request can be merged; only the single one does.
        return (number is null ? null : await host.GetAsync(blog.Slug!, number.Value, cancellationToken).ConfigureAwait(false))
            ?? throw new GuruException(PostFailures.NoPullRequest(number is null ? branch : $"#{number}"));
    }

    private static Change Merge(MergePostRequest request, BlogDefinition blog, Proposal proposal) => new()
    {
        Id = "1",
        Kind = "merge-pull-request",
        Target = PostAddress.InRepository(request.Post, null, blog),
        From = proposal.Head,
        Summary = $"{blog.Slug}: merge pull request #{proposal.Number} '{proposal.Title}' into {blog.Branch}",
        Effect = EffectContract.CompareAndSwap,
        Undo = "revert the merge on the code host",
        Details = new Dictionary<string, string>(StringComparer.Ordinal) { [NumberKey] = proposal.Number.ToString(CultureInfo.InvariantCulture) },
    };

    private static int NumberOf(Change change) => int.Parse(change.Details[NumberKey], CultureInfo.InvariantCulture);
}
