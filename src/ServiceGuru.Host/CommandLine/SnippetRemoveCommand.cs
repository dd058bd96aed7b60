using System.CommandLine;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet remove NAME</c>.</summary>
internal sealed class SnippetRemoveCommand : VerbCommand
{
    private readonly Argument<string> _name = SnippetNames.Saved();

    public SnippetRemoveCommand(VerbRunner runner)
        : base("remove", "Removes a saved snippet.", runner) => Arguments.Add(_name);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string name = call.Parse.GetRequiredValue(_name);
        SnippetNames.Open(call).Remove(name);
        return Task.FromResult(call.Show(new { removed = name }, screen => screen.Line(new Piece("✓ ", Tone.Good), $"snippet {name} is removed.")));
    }
}
