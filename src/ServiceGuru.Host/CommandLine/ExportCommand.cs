using System.CommandLine;
using System.Text;
using ServiceGuru.Documents;
using ServiceGuru.Host.Console;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru export RUN</c>.</summary>
internal sealed class ExportCommand : VerbCommand
{
    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'; of a target's run as 'guru audit' lists it." };
    private readonly Option<string?> _out = new("--out", "-o") { Description = "The file to write; one that is there is replaced. Default: stdout.", HelpName = "FILE" };

    public ExportCommand(VerbRunner runner)
        : base("export", "Writes a run's records as JSON lines with their hashes, byte for byte as they were recorded.", runner)
    {
        Arguments.Add(_run);
        Options.Add(_out);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string run = call.Parse.GetRequiredValue(_run);
        string? file = call.Parse.GetValue(_out) is { } given ? Path.GetFullPath(given, call.Parts.CurrentDirectory) : null;
        if (file is null && call.Mode == OutputMode.Json)
        {
            return call.Fail(new Failure { Id = "InvalidUsage", Kind = FailureKind.Usage, Message = "stdout has room for one JSON document only.", NextAction = "Name a file with --out, or leave --output json away: the records are JSON lines anyway." });
        }

        using MemoryStream lines = new();
        await call.Ledger.ExportAsync(run, lines, cancellationToken).ConfigureAwait(false);
        string text = Encoding.UTF8.GetString(lines.GetBuffer(), 0, (int)lines.Length);
        if (file is null)
        {
            await call.Parts.Out.WriteAsync(text.AsMemory(), cancellationToken).ConfigureAwait(false);
            return ExitCodes.Done;
        }

        await WholeFile.SaveAsync(file, text, cancellationToken).ConfigureAwait(false);
        return call.Show(new { path = file }, screen => screen.Line(new Piece("written to "), new Piece(file, Tone.Strong)));
    }
}
