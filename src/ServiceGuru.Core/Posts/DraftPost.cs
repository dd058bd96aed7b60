using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Posts;

/// <summary>Drafts what to tell on Mastodon, within the instance's own limit; posts nothing.</summary>
public sealed class DraftPost : Operation<DraftPostRequest, PostDraft>
{
    /// <inheritdoc/>
    public override string Id => "mastodon/draft";

    /// <inheritdoc/>
    public override string Summary => "Drafts statuses for Mastodon that tell the news of a blog post.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(DraftPostRequest request, ServiceDefinition service) => PostDrafter.Check(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(DraftPostRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        return Task.FromResult(new Plan { Operation = Id, Notes = [new PlanNote(context.Service.Mastodon!.Account, "drafts within the limit of its instance")] });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(DraftPostRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken) =>
        new(await new PostDrafter(context).MakeAsync(request, cancellationToken).ConfigureAwait(false));
}
