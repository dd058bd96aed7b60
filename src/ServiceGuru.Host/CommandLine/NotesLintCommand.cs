using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru notes lint FILE</c>.</summary>
internal sealed class NotesLintCommand : VerbCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The post." };

    public NotesLintCommand(VerbRunner runner)
        : base("lint", "Checks a post for what breaks the site and for what users would not understand or need.", runner) => Arguments.Add(_file);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) =>
        AskFace.RunAsync<LintReport>(call, "notes/lint", new LintPostRequest { Path = call.Parse.GetValue(_file)! }, LintView.Show, cancellationToken);
}
