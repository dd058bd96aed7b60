using ServiceGuru.Operations;

namespace ServiceGuru.ReleaseNotes;

/// <summary>Writes the blog post of a release to a file: <c>weekly/2026/week-20.md</c> as on packit.dev, or the monthly form.</summary>
public sealed class WriteBlogPost : Operation<WriteBlogPostRequest, BlogPost>
{
    /// <inheritdoc/>
    public override string Id => "notes/blog-post";

    /// <inheritdoc/>
    public override string Summary => "Drafts the blog post from the release notes.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override IReadOnlySet<string> VolatileDetails { get; } = new HashSet<string> { PostChanges.PathKey, PostChanges.PostKey };

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(WriteBlogPostRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        (BlogPost post, GatheredNotes gathered) = await new BlogPostDraft(context).MakeAsync(request, cancellationToken).ConfigureAwait(false);
        string wanted = PostFile.HashOf(post.Markdown);
        string? found = await new PostFile(post.Path).ReadHashAsync(cancellationToken).ConfigureAwait(false);
        bool same = found == wanted;
        bool taken = found is not null && !same && !request.Overwrite;

        List<PlanNote> notes = [.. gathered.Problems.Select(problem => new PlanNote(problem.Target!, problem.Message))];
        if (same)
        {
            notes.Add(new PlanNote(post.RepositoryPath, $"is there already, with {PostChanges.Count(post.Notes.Count)}", PostChanges.Serialize(post)));
        }

        if (post.Notes.Count == 0)
        {
            notes.Add(new PlanNote(post.RepositoryPath, "nothing to tell: no merged pull request has a release note"));
        }

        return new Plan
        {
            Operation = Id,
            Changes = same || taken ? [] : [PostChanges.Write(post, found)],
            Notes = notes,
            Blockers = taken ? [.. gathered.Unreadable, Exists(post)] : gathered.Unreadable,
        };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        PostFile file = new(PostChanges.PathOf(change));
        string? found = await file.ReadHashAsync(cancellationToken).ConfigureAwait(false);
        if (found != change.To)
        {
            if (found != change.From)
            {
                throw new GuruException(ChangedMeanwhile(change));
            }

            await (change.Kind switch
            {
                PostChanges.RemoveKind => file.RemoveAsync(),
                PostChanges.RestoreKind => file.RestoreAsync(),
                _ => file.WriteAsync(PostChanges.PostOf(change).Markdown, cancellationToken),
            }).ConfigureAwait(false);
        }

        return new Dictionary<string, string>(StringComparer.Ordinal) { ["path"] = PostChanges.PathOf(change) };
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        string? found = await new PostFile(PostChanges.PathOf(change)).ReadHashAsync(cancellationToken).ConfigureAwait(false);
        return found == change.To ? ProbeOutcome.Applied : found == change.From ? ProbeOutcome.NotApplied : ProbeOutcome.Unknown;
    }

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => applied.Change.Kind == PostChanges.WriteKind ? PostChanges.Back(applied.Change) : null;

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(WriteBlogPostRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            (BlogPost post, GatheredNotes gathered) = await new BlogPostDraft(context).MakeAsync(request, cancellationToken).ConfigureAwait(false);
            return new Conclusion(post, FailureSummary.Of(gathered.Unreadable, "ReleaseNotesIncomplete", "Not every repository could be read."));
        }

        ChangeChain chain = new(changes);
        return new Conclusion(PostChanges.PostOf(chain.Last.Change), chain.Failure);
    }

    /// <inheritdoc/>
    public override BlogPost? Forecast(WriteBlogPostRequest request, Plan plan) =>
        plan.Blockers.Count > 0 ? null
        : plan.Changes.Count > 0 ? PostChanges.PostOf(plan.Changes[0])
        : plan.Notes.Select(note => note.Value).OfType<string>().Select(PostChanges.Deserialize).FirstOrDefault();

    private static Failure Exists(BlogPost post) => new()
    {
        Id = "FileExists",
        Kind = FailureKind.Refused,
        Target = post.RepositoryPath,
        Message = $"{post.Path} is there already and says something else.",
        NextAction = "Look at it; then write again with overwrite (it is kept beside the new one), or into another folder.",
    };

    private static Failure ChangedMeanwhile(Change change) => new()
    {
        Id = "FileChangedMeanwhile",
        Kind = FailureKind.Refused,
        Target = change.Target,
        Message = $"{PostChanges.PathOf(change)} was changed meanwhile and was left alone.",
        NextAction = "Look at it, then plan again.",
    };
}
