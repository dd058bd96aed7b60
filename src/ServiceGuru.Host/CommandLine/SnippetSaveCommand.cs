using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet save NAME --from RUN STEP</c>.</summary>
internal sealed class SnippetSaveCommand : VerbCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "What it is to be called: lowercase letters, digits and hyphens." };
    private readonly Option<string[]> _from = new("--from")
    {
        Description = "The run and its step.",
        HelpName = "RUN STEP",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
        Required = true,
    };

    private readonly Option<Dictionary<string, string>> _set = SnippetOptions.Setting();
    private readonly Option<string?> _description = new("--description") { Description = "What it is for.", HelpName = "TEXT" };
    private readonly Option<bool> _replace = new("--replace") { Description = "Replaces a snippet of the same name." };

    public SnippetSaveCommand(VerbRunner runner)
        : base("save", "Saves the inputs of a recorded step under a name.", runner)
    {
        Arguments.Add(_name);
        Options.Add(_from);
        Options.Add(_set);
        Options.Add(_description);
        Options.Add(_replace);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        SnippetStore store = SnippetNames.Open(call);
        string name = call.Parse.GetRequiredValue(_name);
        string[] from = call.Parse.GetRequiredValue(_from);
        (Snippet snippet, _) = await store.Recorded.FindAsync(from[0], from[1], cancellationToken).ConfigureAwait(false);
        snippet = store.Set(snippet, call.Parse.GetValue(_set) ?? []) with { Description = call.Parse.GetValue(_description) };
        string path = await store.SaveAsync(name, snippet, call.Parse.GetValue(_replace), cancellationToken).ConfigureAwait(false);
        return call.Show(SnippetView.Document(name, snippet, path), screen => screen.Line(new Piece("✓ ", Tone.Good), $"snippet {name}: {path}"));
    }
}
