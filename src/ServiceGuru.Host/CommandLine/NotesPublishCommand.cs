using System.CommandLine;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru notes publish FILE [--merge]</c>.</summary>
internal sealed class NotesPublishCommand : VerbCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The post, e.g. weekly/2026/week-20.md." };
    private readonly Option<string?> _place = new("--repository-path") { Description = "Its place in the blog's repository. Default: told from the path.", HelpName = "PATH" };
    private readonly Option<bool> _merge = new("--merge") { Description = "Merges the pull request, too, once its checks and reviews allow it." };
    private readonly ChangeOptions _change = new();

    public NotesPublishCommand(VerbRunner runner)
        : base("publish", "Opens the pull request of a post, or brings it up to date.", runner)
    {
        Arguments.Add(_file);
        Options.Add(_place);
        Options.Add(_merge);
        _change.AddTo(this);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string file = call.Parse.GetValue(_file)!;
        string? place = call.Parse.GetValue(_place);
        int published = await ApplyFace.RunAsync(call, _change, "notes/publish", new PublishPostRequest { Path = file, RepositoryPath = place }, cancellationToken).ConfigureAwait(false);

        // What is only planned has no pull request yet, so there is nothing to plan a merge on.
        return published != ExitCodes.Done || !call.Parse.GetValue(_merge) || call.Parse.GetValue(_change.WhatIf)
            ? published
            : await ApplyFace.RunAsync(call, _change, "notes/merge", new MergePostRequest { Post = place ?? file }, cancellationToken).ConfigureAwait(false);
    }
}
