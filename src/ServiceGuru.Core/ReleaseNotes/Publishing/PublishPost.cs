using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.PullRequests;
using ServiceGuru.Services;

namespace ServiceGuru.ReleaseNotes;

/// <summary>
/// Proposes a post to the blog: a branch, a commit and a pull request in the blog's repository. Each is looked for first,
/// so that a repetition changes only what differs, and a post has one pull request whoever opened it.
/// </summary>
public sealed class PublishPost : Operation<PublishPostRequest, PostPublication>
{
    /// <inheritdoc/>
    public override string Id => "notes/publish";

    /// <inheritdoc/>
    public override string Summary => "Opens the pull request of a blog post.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override bool FollowsEarlierSteps => true;

    /// <inheritdoc/>
    public override void Check(PublishPostRequest request, ServiceDefinition service)
    {
        if (service.Blog?.Slug is null)
        {
            throw new GuruException(PostFailures.NoBlog(service.Name));
        }

        if (request.RepositoryPath is not null)
        {
            PostAddress.InRepository(request.Path, request.RepositoryPath, service.Blog);
        }
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(PublishPostRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        BlogDefinition blog = context.Service.Blog!;
        string file = Path.GetFullPath(Path.Combine(context.WorkingDirectory, request.Path));
        string text = await new PostFile(file).ReadTextAsync(cancellationToken).ConfigureAwait(false)
            ?? request.Draft
            ?? throw new GuruException(PostFailures.Missing(file));
        IReadOnlyList<LintFinding> findings = PostLinter.Of(context.Service).Check(text);
        if (findings.Any(finding => finding.Severity == LintSeverity.Error))
        {
            return new Plan { Operation = Id, Blockers = [PostFailures.HasErrors(file, findings)] };
        }

        List<PlanNote> notes = findings.Count == 0 ? [] : [new PlanNote(Path.GetFileName(file), $"{findings.Count} matter(s) of style to look at: guru notes lint")];

        string place = PostAddress.InRepository(file, request.RepositoryPath, blog);
        IPullRequestHost host = context.Connections.PullRequests;
        string branch = PostAddress.Branch(place);
        Proposal? proposal = await host.FindAsync(blog.Slug!, branch, blog.Branch, cancellationToken).ConfigureAwait(false);
        if (await host.GetFileAsync(blog.Slug!, place, blog.Branch, cancellationToken).ConfigureAwait(false) == PostAddress.ObjectName(text))
        {
            notes.Add(new PlanNote(place, "is published already", PublishChanges.Serialize(PublishChanges.Publication(place, text, blog, proposal))));
            return new Plan { Operation = Id, Notes = notes };
        }

        string? there = await host.GetFileAsync(blog.Slug!, place, branch, cancellationToken).ConfigureAwait(false);
        if (proposal is { State: ProposalState.Open } && there == PostAddress.ObjectName(text) && proposal.Title == PostAddress.Title(text, place))
        {
            notes.Add(new PlanNote(place, $"has its pull request already: {proposal.Url}", PublishChanges.Serialize(PublishChanges.Publication(place, text, blog, proposal))));
            return new Plan { Operation = Id, Notes = notes };
        }

        return new Plan { Operation = Id, Changes = [PublishChanges.Publish(place, text, branch, blog, proposal)], Notes = notes };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        BlogDefinition blog = context.Service.Blog!;
        Proposal proposal = await new PostProposer(context.Connections.PullRequests, blog).ProposeAsync(change, cancellationToken).ConfigureAwait(false);
        return PublishChanges.Values(proposal);
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        // Not quite done is not done: applying again looks for each part, and does only what is missing.
        BlogDefinition blog = context.Service.Blog!;
        IPullRequestHost host = context.Connections.PullRequests;
        Proposal? proposal = await host.FindAsync(blog.Slug!, PublishChanges.BranchOf(change), blog.Branch, cancellationToken).ConfigureAwait(false);
        string? there = await host.GetFileAsync(blog.Slug!, change.Target, PublishChanges.BranchOf(change), cancellationToken).ConfigureAwait(false);
        return proposal is { State: ProposalState.Open } && there == change.To ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(PublishPostRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        BlogDefinition blog = context.Service.Blog!;
        if (changes.Count == 0)
        {
            Plan plan = await PlanAsync(request, context, cancellationToken).ConfigureAwait(false);
            return new Conclusion(Forecast(request, plan) ?? throw new GuruException(plan.Blockers[0]));
        }

        ChangeChain chain = new(changes);
        string text = PublishChanges.TextOf(chain.Last.Change);
        Proposal? proposal = await context.Connections.PullRequests.FindAsync(blog.Slug!, PublishChanges.BranchOf(chain.Last.Change), blog.Branch, cancellationToken).ConfigureAwait(false);
        return new Conclusion(PublishChanges.Publication(chain.Last.Change.Target, text, blog, proposal), chain.Failure);
    }

    /// <inheritdoc/>
    public override PostPublication? Forecast(PublishPostRequest request, Plan plan) =>
        plan.Blockers.Count > 0 ? null
        : plan.Changes.Count > 0 ? PublishChanges.Foretold(plan.Changes[0])
        : plan.Notes.Select(note => note.Value).OfType<string>().Select(PublishChanges.Deserialize).LastOrDefault();
}
