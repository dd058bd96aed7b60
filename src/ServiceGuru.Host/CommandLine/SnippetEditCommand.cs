using System.CommandLine;
using ServiceGuru.Documents;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet edit NAME</c>.</summary>
internal sealed class SnippetEditCommand : VerbCommand
{
    private readonly Argument<string> _name = SnippetNames.Saved();

    public SnippetEditCommand(VerbRunner runner)
        : base("edit", "Opens a saved snippet in $VISUAL or $EDITOR. A wrong result is refused and kept beside it; the next edit goes on with that.", runner) => Arguments.Add(_name);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SnippetStore store = SnippetNames.Open(call);
        string name = call.Parse.GetRequiredValue(_name);
        Editor editor = Editor.Find(call.Parts.Environment) ?? throw new GuruException(new Failure
        {
            Id = "NoEditor",
            Kind = FailureKind.Usage,
            Message = "Neither $VISUAL nor $EDITOR names an editor.",
            NextAction = $"Set one of them, or change single inputs with 'guru snippet set {name} INPUT=VALUE'.",
        });
        string draft = await store.DraftAsync(name, cancellationToken).ConfigureAwait(false);
        try
        {
            await editor.EditAsync(draft, cancellationToken).ConfigureAwait(false);
            Snippet snippet = await store.TakeOverAsync(name, draft, cancellationToken).ConfigureAwait(false);
            return call.Show(SnippetView.Document(name, snippet, snippet.Path), screen => screen.Line(new Piece("✓ ", Tone.Good), $"snippet {name}: {snippet.Path}"));
        }
        catch (InvalidDocumentException error)
        {
            call.Notes.Line($"The snippet stays as it was. What you wrote is kept in {error.Diagnostics[0].Position.File}; 'guru snippet edit {name}' goes on with it.");
            throw;
        }
        finally
        {
            store.Discard(draft);
        }
    }
}
