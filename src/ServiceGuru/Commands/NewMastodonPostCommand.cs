using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Operations;
using ServiceGuru.Posts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Drafts what to tell on Mastodon, within the instance's own limit. Posts nothing: that is Publish-MastodonPost.</summary>
[Cmdlet(VerbsCommon.New, "MastodonPost")]
[OutputType(typeof(PostDraft))]
public sealed class NewMastodonPostCommand : ServiceCommand
{
    /// <summary>The blog post's file.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The address at which the post is read.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNull]
    public Uri? Url { get; set; }

    /// <summary>The first line; the post's title if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>How many pieces of news are told, the first ones; 3 if absent.</summary>
    [Parameter]
    [ValidateRange(1, 100)]
    public int? Top { get; set; }

    /// <summary>Thread (at once) or Week (one piece of news a working day, scheduled).</summary>
    [Parameter]
    public PostSpread Spread { get; set; }

    /// <summary>When the first appears; at once if absent, for a week the next working day at 09:00 UTC.</summary>
    [Parameter]
    public DateTimeOffset? Start { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await EachAsync(Path, () => DraftAsync(session, cancellationToken)).ConfigureAwait(false);
    }

    private async Task DraftAsync(ServiceSession session, CancellationToken cancellationToken)
    {
        DraftPostRequest request = new()
        {
            File = await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path!)).ConfigureAwait(false),
            Url = Url,
            Title = Title,
            Top = Top,
            Spread = Spread,
            Start = Start,
        };
        (PostDraft draft, Failure? failure) = await AskAsync<PostDraft>(session, "mastodon/draft", request, "Drafting for Mastodon", cancellationToken).ConfigureAwait(false);
        Emit(draft);
        EmitErrors(failure);
    }
}
