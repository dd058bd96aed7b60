using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet show NAME</c>.</summary>
internal sealed class SnippetShowCommand : VerbCommand
{
    private readonly Argument<string> _name = SnippetNames.Any();

    public SnippetShowCommand(VerbRunner runner)
        : base("show", "Shows a snippet as its file has it.", runner) => Arguments.Add(_name);

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SnippetStore store = SnippetNames.Open(call);
        string name = call.Parse.GetRequiredValue(_name);
        (Snippet snippet, _) = await store.FindAsync(name, cancellationToken).ConfigureAwait(false);
        return call.Show(SnippetView.Document(name, snippet, snippet.Path), screen => SnippetView.Show(screen, store.Write(name, snippet), snippet));
    }
}
