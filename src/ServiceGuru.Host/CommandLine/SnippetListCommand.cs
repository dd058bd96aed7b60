using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Snippets;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet list</c>.</summary>
internal sealed class SnippetListCommand : VerbCommand
{
    private readonly Option<int> _runs = new("--runs") { Description = "Of how many of the newest runs the steps are listed, 0 or more.", HelpName = "N", DefaultValueFactory = _ => 3 };

    public SnippetListCommand(VerbRunner runner)
        : base("list", "Lists the saved snippets, and the steps of the newest runs.", runner)
    {
        _runs.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out int runs) && runs < 0)
            {
                result.AddError("--runs must be 0 or more.");
            }
        });
        Options.Add(_runs);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<SnippetEntry> entries = await SnippetNames.Open(call).ListAsync(call.Parse.GetValue(_runs), cancellationToken).ConfigureAwait(false);
        return call.Show(entries.Select(SnippetView.Document), screen => SnippetView.Show(screen, entries));
    }
}
