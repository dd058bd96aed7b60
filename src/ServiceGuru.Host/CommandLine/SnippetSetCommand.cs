using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet set NAME INPUT=VALUE...</c>.</summary>
internal sealed class SnippetSetCommand : VerbCommand
{
    private readonly Argument<string> _name = SnippetNames.Saved();
    private readonly Argument<Dictionary<string, string>> _values = KeyValues.Argument("INPUT=VALUE", "The new values; lists and mappings as in YAML, e.g. repositories=[ogr].");

    public SnippetSetCommand(VerbRunner runner)
        : base("set", "Changes inputs of a saved snippet. Its file is written anew, without the comments in it.", runner)
    {
        Arguments.Add(_name);
        Arguments.Add(_values);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SnippetStore store = SnippetNames.Open(call);
        string name = call.Parse.GetRequiredValue(_name);
        Snippet snippet = store.Set(await store.SavedAsync(name, cancellationToken).ConfigureAwait(false), call.Parse.GetRequiredValue(_values));
        string path = await store.SaveAsync(name, snippet, replace: true, cancellationToken).ConfigureAwait(false);
        return call.Show(SnippetView.Document(name, snippet, path), screen => SnippetView.Show(screen, store.Write(name, snippet), snippet));
    }
}
