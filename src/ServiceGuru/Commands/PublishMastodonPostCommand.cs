using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Posts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Posts on Mastodon, and nothing twice.</summary>
[Cmdlet(VerbsData.Publish, "MastodonPost", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByDraft)]
[OutputType(typeof(PublishedPost))]
public sealed class PublishMastodonPostCommand : ChangeCommand
{
    private const string ByDraft = "Draft";
    private const string ByPath = "Path";

    private readonly List<PublishStatusesRequest> _requests = [];

    /// <summary>A draft of New-MastodonPost, posted as it is.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByDraft)]
    [ValidateNotNull]
    public PostDraft? Draft { get; set; }

    /// <summary>The blog post's file, instead of a draft.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The address at which the post is read.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNull]
    public Uri? Url { get; set; }

    /// <summary>The first line; the post's title if absent.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string? Title { get; set; }

    /// <summary>How many pieces of news are told, the first ones; 3 if absent.</summary>
    [Parameter(ParameterSetName = ByPath)]
    [ValidateRange(1, 100)]
    public int? Top { get; set; }

    /// <summary>Thread (at once) or Week (one piece of news a working day, scheduled).</summary>
    [Parameter(ParameterSetName = ByPath)]
    public PostSpread Spread { get; set; }

    /// <summary>When the first appears; at once if absent, for a week the next working day at 09:00 UTC.</summary>
    [Parameter(ParameterSetName = ByPath)]
    public DateTimeOffset? Start { get; set; }

    /// <summary>Gives what became of each status.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken) => _requests.Add(ParameterSetName == ByDraft
        ? new PublishStatusesRequest { Parts = Draft!.Parts }
        : new PublishStatusesRequest
        {
            File = await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path!)).ConfigureAwait(false),
            Url = Url,
            Title = Title,
            Top = Top,
            Spread = Spread,
            Start = Start,
        });

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        foreach (PublishStatusesRequest request in _requests)
        {
            await EachAsync(request.File, () => PublishAsync(session, request, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task PublishAsync(ServiceSession session, PublishStatusesRequest request, CancellationToken cancellationToken)
    {
        PublishReport? report = await CarryOutAsync<PublishReport>(session, "mastodon/publish", request, "Publish on Mastodon", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Posts);
        }
    }
}
