using System.CommandLine;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru notes merge FILE</c>.</summary>
internal sealed class NotesMergeCommand : VerbCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The post, or its place in the blog's repository." };
    private readonly Option<int?> _number = new("--number") { Description = "The pull request. Default: that of the post's branch.", HelpName = "N" };
    private readonly ChangeOptions _change = new();

    public NotesMergeCommand(VerbRunner runner)
        : base("merge", "Merges the pull request of a post, once its checks have passed and its reviews allow it.", runner)
    {
        Arguments.Add(_file);
        Options.Add(_number);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        MergePostRequest request = new() { Post = call.Parse.GetValue(_file)!, Number = call.Parse.GetValue(_number) };
        return ApplyFace.RunAsync(call, _change, "notes/merge", request, cancellationToken);
    }
}
