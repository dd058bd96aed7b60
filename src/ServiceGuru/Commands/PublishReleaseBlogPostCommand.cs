using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Opens the pull request of a blog post in the blog's repository, and merges it with -Merge.</summary>
[Cmdlet(VerbsData.Publish, "ReleaseBlogPost", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(PostPublication))]
public sealed class PublishReleaseBlogPostCommand : ChangeCommand
{
    private const string MergeActivity = "Merge blog post";

    /// <summary>The post's file.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Its place in the blog's repository; told from the path if absent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? RepositoryPath { get; set; }

    /// <summary>Merges the pull request, too, once its checks have passed and its reviews allow it.</summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>How long -Merge waits for the pull request's checks, e.g. 20m; the definition's timing.buildTimeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives the pull request.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(
            Service,
            service => Timeout is { } timeout ? service with { Timing = service.Timing with { BuildTimeout = timeout } } : service,
            cancellationToken).ConfigureAwait(false);
        await EachAsync(Path, () => PublishAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    private async Task PublishAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        string file = await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path)).ConfigureAwait(false);
        PublishPostRequest request = new() { Path = file, RepositoryPath = RepositoryPath };
        PostPublication? post = await CarryOutAsync<PostPublication>(session, "notes/publish", request, "Publish blog post", cancellationToken).ConfigureAwait(false);
        if (Merge && post is { Number: { } number })
        {
            MergePostRequest merge = new() { Post = post.RepositoryPath, Number = number };
            post = await CarryOutAsync<PostPublication>(session, "notes/merge", merge, MergeActivity, cancellationToken).ConfigureAwait(false) ?? post;
        }
        else if (Merge && PlanOnly && post is not null)
        {
            // There is no pull request yet whose checks could be looked at.
            await Prompt.ShouldChangeAsync($"merge the pull request of {post.RepositoryPath} once its checks have passed and its reviews allow it", MergeActivity).ConfigureAwait(false);
        }

        if (PassThru && post is not null)
        {
            Emit(post);
        }
    }
}
