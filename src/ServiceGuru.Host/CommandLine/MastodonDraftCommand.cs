using ServiceGuru.Host.Console;
using ServiceGuru.Posts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru mastodon draft POST</c>.</summary>
internal sealed class MastodonDraftCommand : VerbCommand
{
    private readonly PostOptions _post = new();

    public MastodonDraftCommand(VerbRunner runner)
        : base("draft", "Shows what would be posted, within the instance's own limit.", runner) => _post.AddTo(this);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) =>
        AskFace.RunAsync<PostDraft>(call, "mastodon/draft", _post.Read(call), PostView.Show, cancellationToken);
}
