using ServiceGuru.Posts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru mastodon publish POST</c>.</summary>
internal sealed class MastodonPublishCommand : VerbCommand
{
    private readonly PostOptions _post = new();
    private readonly ChangeOptions _change = new();

    public MastodonPublishCommand(VerbRunner runner)
        : base("publish", "Posts the news of a blog post, and nothing twice.", runner)
    {
        _post.AddTo(this);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        DraftPostRequest draft = _post.Read(call);
        PublishStatusesRequest request = new()
        {
            File = draft.File,
            Title = draft.Title,
            Url = draft.Url,
            Top = draft.Top,
            Spread = draft.Spread,
            Start = draft.Start,
        };
        return ApplyFace.RunAsync(call, _change, "mastodon/publish", request, cancellationToken);
    }
}
