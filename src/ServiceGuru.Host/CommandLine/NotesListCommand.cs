using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru notes list</c>.</summary>
internal sealed class NotesListCommand : VerbCommand
{
    private readonly NoteOptions _notes = new();

    public NotesListCommand(VerbRunner runner)
        : base("list", "Lists the release notes of what was merged, over all repositories.", runner) => _notes.AddTo(this);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        GatherReleaseNotesRequest request = new()
        {
            Since = call.Parse.GetValue(_notes.Since),
            Till = call.Parse.GetValue(_notes.Till),
            From = KeyValues.Given(call.Parse.GetValue(_notes.From)),
            To = KeyValues.Given(call.Parse.GetValue(_notes.To)),
            Repositories = _notes.Repositories(call),
        };
        return AskFace.RunAsync<ReleaseNoteReport>(call, "notes/release-notes", request, Show, cancellationToken);
    }

    private static void Show(IScreen screen, ReleaseNoteReport report)
    {
        Listing listing = new("Merged", "Repository", "Pull request", "Note");
        foreach (ReleaseNote note in report.Notes)
        {
            listing.Add(Elapsed.Day(note.MergedAt), note.Repository, note.PullRequest is { } number ? $"#{number}" : string.Empty, note.Text);
        }

        screen.Table(listing);
        foreach (Failure problem in report.Problems)
        {
            FailureView.Show(screen, problem);
        }
    }
}
