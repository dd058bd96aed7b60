using System.CommandLine;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru snippet run NAME</c>.</summary>
internal sealed class SnippetRunCommand : VerbCommand
{
    private readonly Argument<string> _name = SnippetNames.Any();
    private readonly SnippetOptions _options = new();

    public SnippetRunCommand(VerbRunner runner)
        : base("run", "Runs a snippet, as a run of its own.", runner)
    {
        Arguments.Add(_name);
        _options.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) =>
        _options.RunAsync(call, call.Parse.GetRequiredValue(_name), cancellationToken);
}
