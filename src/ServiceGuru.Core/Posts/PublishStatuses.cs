using ServiceGuru.Operations;
using ServiceGuru.Ports;
using ServiceGuru.Services;

namespace ServiceGuru.Posts;

/// <summary>
/// Posts on Mastodon, and never twice: what an earlier run posted, or what stands on the account already, is not posted
/// again; a key goes along with each status; and what was in doubt is looked for first.
/// </summary>
public sealed class PublishStatuses : Operation<PublishStatusesRequest, PublishReport>
{
    private const string Broken = "ThreadBroken";

    /// <inheritdoc/>
    public override string Id => "mastodon/publish";

    /// <inheritdoc/>
    public override string Summary => "Posts statuses on Mastodon, at once as a thread or scheduled over the week.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(PublishStatusesRequest request, ServiceDefinition service)
    {
        if (request.Parts is null || service.Mastodon is null)
        {
            PostDrafter.Check(request, service);
        }
    }

    /// <inheritdoc/>
    public override async Task<Plan> PlanAsync(PublishStatusesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        string account = context.Service.Mastodon!.Account;
        (IReadOnlyList<PostPart> parts, PostLimits limits) = await PartsAsync(request, context, cancellationToken).ConfigureAwait(false);
        string name = await context.Connections.Microblog.GetAccountNameAsync(cancellationToken).ConfigureAwait(false);
        List<Failure> blockers = [.. parts.Select(part => Unfit(part, limits) ?? PostSchedule.TooSoon(part, context.Time.GetUtcNow())).OfType<Failure>()];
        if (!string.Equals(name, NameOf(account), StringComparison.OrdinalIgnoreCase))
        {
            blockers.Add(WrongAccount(account, name));
        }

        PostedStatuses posted = await PostedStatuses.ReadAsync(context.Connections.Microblog, cancellationToken).ConfigureAwait(false);
        List<Change> changes = [];
        List<PlanNote> notes = [];
        foreach ((PostPart part, int index) in parts.Select((part, index) => (part, index)))
        {
            if (posted.Find(part.Text) is { } found)
            {
                notes.Add(new PlanNote(account, $"part {part.Number} is {(found.ScheduledAt is null ? $"posted already: {found.Url}" : "scheduled already")}"));
            }
            else if (await IsRecordedAsync(part, account, context, cancellationToken).ConfigureAwait(false))
            {
                notes.Add(new PlanNote(account, $"part {part.Number} was posted by an earlier run, and is not posted again"));
            }
            else
            {
                changes.Add(PostStatusChanges.Post(account, part, index > 0 ? parts[index - 1] : null, parts.Count, limits.MaxCharacters, changes.Count + 1));
            }
        }

        return new Plan { Operation = Id, Changes = changes, Notes = notes, Blockers = changes.Count == 0 ? [] : blockers };
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        IMicroblog microblog = context.Connections.Microblog;
        PostedStatuses posted = await PostedStatuses.ReadAsync(microblog, cancellationToken).ConfigureAwait(false);
        PostPart part = PostStatusChanges.PartOf(change);
        PostedStatus? found = posted.Find(part.Text);
        if (change.Kind == PostStatusChanges.DeleteKind)
        {
            return await DeleteAsync(change, found, microblog, cancellationToken).ConfigureAwait(false);
        }

        // Somebody may have posted it since the plan; it need not be posted again.
        found ??= await microblog.PostAsync(Status(change, part, posted, context), cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> values = new(StringComparer.Ordinal) { [PostStatusChanges.StatusId] = found.Id };
        if (found.Url is { } page)
        {
            values[PostStatusChanges.Address] = page.AbsoluteUri;
        }

        return values;
    }

    /// <inheritdoc/>
    public override async Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken)
    {
        PostedStatuses posted = await PostedStatuses.ReadAsync(context.Connections.Microblog, cancellationToken).ConfigureAwait(false);
        bool there = posted.Find(PostStatusChanges.PartOf(change).Text) is not null;
        return there == (change.Kind == PostStatusChanges.PostKind) ? ProbeOutcome.Applied : ProbeOutcome.NotApplied;
    }

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => applied.Change.Kind == PostStatusChanges.PostKind ? PostStatusChanges.Delete(applied) : null;

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(PublishStatusesRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        string account = context.Service.Mastodon!.Account;
        IReadOnlyList<PostPart> parts = (await PartsAsync(request, context, cancellationToken).ConfigureAwait(false)).Parts;
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget(changes);

        // What was found in the place of a change, or by a probe, has its page on the account only.
        bool known = parts.All(part => chains.GetValueOrDefault(PostStatusChanges.TargetOf(account, part.Text))?.Last.Values.Count > 0);
        PostedStatuses? posted = known ? null : await PostedStatuses.ReadAsync(context.Connections.Microblog, cancellationToken).ConfigureAwait(false);
        List<PublishedPost> posts = [.. parts.Select(part => AsPost(part, chains.GetValueOrDefault(PostStatusChanges.TargetOf(account, part.Text)), posted))];
        List<Failure> failures = [.. posts.Where(post => post.Failure is not null).Select(post => post.Failure!)];

        // The first part's failure explains those of its answers.
        List<Failure> causes = [.. failures.Where(failure => failure.Id != Broken)];
        return new Conclusion(
            new PublishReport { Account = account, Posts = posts },
            FailureSummary.Of(causes.Count > 0 ? causes : failures, "PostsNotPublished", $"{failures.Count} of {posts.Count} statuses were not posted."));
    }

    private static async Task<(IReadOnlyList<PostPart> Parts, PostLimits Limits)> PartsAsync(PublishStatusesRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        PostLimits limits = await context.Connections.Microblog.GetLimitsAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<PostPart> parts = request.Parts ?? (await new PostDrafter(context).MakeAsync(request, cancellationToken).ConfigureAwait(false)).Parts;
        return ([.. parts.Select(part => part with { Length = PostLength.Of(part.Text, limits) })], limits);
    }

    private static async Task<bool> IsRecordedAsync(PostPart part, string account, OperationContext context, CancellationToken cancellationToken)
    {
        IAsyncEnumerable<Change> history = context.History.AppliedChangesAsync(
            context.Service.Name, PostStatusChanges.Kinds, PostStatusChanges.TargetOf(account, part.Text), cancellationToken);
        await foreach (Change newest in history.ConfigureAwait(false))
        {
            return newest.Kind == PostStatusChanges.PostKind;
        }

        return false;
    }

    private static NewStatus Status(Change change, PostPart part, PostedStatuses posted, OperationContext context)
    {
        if (PostSchedule.TooSoon(part, context.Time.GetUtcNow()) is { } tooSoon)
        {
            throw new GuruException(tooSoon);
        }

        MastodonDefinition mastodon = context.Service.Mastodon!;
        return new NewStatus
        {
            Text = part.Text,
            IdempotencyKey = $"serviceguru {context.RunId} {change.Target}",
            InReplyTo = PostStatusChanges.PreviousOf(change) is { } previous ? posted.Find(previous)?.Id ?? throw new GuruException(BrokenAt(part)) : null,
            ScheduledAt = part.ScheduledAt,
            Visibility = mastodon.Visibility,
            Language = mastodon.Language,
        };
    }

    // Its id is kept in the ledger; a scheduled status that has appeared since has another one, and is found by its text.
    private static async Task<IReadOnlyDictionary<string, string>> DeleteAsync(Change change, PostedStatus? found, IMicroblog microblog, CancellationToken cancellationToken)
    {
        if ((found?.Id ?? change.Details.GetValueOrDefault(PostStatusChanges.StatusId)) is { } id)
        {
            bool scheduled = found is null ? change.Effect == EffectContract.Convergent : found.ScheduledAt is not null;
            await microblog.DeleteAsync(id, scheduled, cancellationToken).ConfigureAwait(false);
        }

        return new Dictionary<string, string>(StringComparer.Ordinal);
    }

    private static PublishedPost AsPost(PostPart part, ChangeChain? chain, PostedStatuses? posted)
    {
        PostedStatus? found = posted?.Find(part.Text);
        IReadOnlyDictionary<string, string>? values = chain?.Last.Values;
        return new PublishedPost
        {
            Number = part.Number,
            Text = part.Text,
            Status = chain?.Last.Status switch
            {
                null => PublishedPostStatus.AlreadyPosted,
                ChangeStatus.Applied => part.ScheduledAt is null ? PublishedPostStatus.Posted : PublishedPostStatus.Scheduled,
                ChangeStatus.Declined => PublishedPostStatus.Declined,
                ChangeStatus.Unknown or ChangeStatus.Started => PublishedPostStatus.Unknown,
                _ => PublishedPostStatus.Failed,
            },
            Id = values?.GetValueOrDefault(PostStatusChanges.StatusId) ?? found?.Id,
            Url = values?.GetValueOrDefault(PostStatusChanges.Address) is { } page ? new Uri(page) : found?.Url,
            ScheduledAt = part.ScheduledAt,
            Failure = chain?.Failure,
        };
    }

    private static string NameOf(string account) => account.TrimStart('@').Split('@')[0];

    private static Failure? Unfit(PostPart part, PostLimits limits) => part.Length <= limits.MaxCharacters ? null : new Failure
    {
        Id = "PostTooLong",
        Kind = FailureKind.Usage,
        Target = $"part {part.Number}",
        Message = $"Part {part.Number} has {part.Length} characters, and the instance takes {limits.MaxCharacters}.",
        NextAction = "Draft it anew: a draft keeps the instance's limit.",
    };

    private static Failure WrongAccount(string account, string name) => new()
    {
        Id = "WrongAccount",
        Kind = FailureKind.Usage,
        Target = account,
        Message = $"The token is of the account {name}, and the definition wants to post as {account}.",
        NextAction = "Put that account's token at mastodon.token.",
    };

    private static Failure BrokenAt(PostPart part) => new()
    {
        Id = Broken,
        Target = $"part {part.Number}",
        Message = $"Part {part.Number} was not posted, because the part that it answers is not on the account.",
        NextAction = "Run the step again: it goes on where the thread broke off.",
    };
}
