using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Reports;
using ServiceGuru.Sessions;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru report RUN</c>.</summary>
internal sealed class ReportCommand : VerbCommand
{
    private const string StandardOutput = "-";

    private readonly Argument<string> _run = new("RUN") { Description = "The run's id, see 'guru runs'." };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "The file; - writes to the standard output. Default: run-RUN.html in the current folder.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Replaces a file that is there." };

    public ReportCommand(VerbRunner runner)
        : base("report", "Makes one HTML file of a run that needs nothing else: what took the time, what changed, who agreed, why it failed.", runner)
    {
        Arguments.Add(_run);
        Options.Add(_out);
        Options.Add(_force);
    }

    protected override async Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        string id = call.Parse.GetRequiredValue(_run);
        string? name = call.Parse.GetValue(_out);
        bool force = call.Parse.GetValue(_force);
        string path = Path.GetFullPath(name is null or StandardOutput ? ReportFile.NameOf(id) : name, call.Parts.CurrentDirectory);
        if (name != StandardOutput)
        {
            ReportFile.Check(path, force);
        }

        string html = await RunReport.CreateAsync(call.Ledger, id, cancellationToken).ConfigureAwait(false);
        if (name == StandardOutput)
        {
            // The page is the answer, whatever form was asked for.
            await call.Parts.Out.WriteAsync(html).ConfigureAwait(false);
            return ExitCodes.Done;
        }

        await ReportFile.WriteAsync(path, html, force, cancellationToken).ConfigureAwait(false);
        return call.Show(new Written(id, path), screen => screen.Line("Report of run ", id, ": ", new Piece(path, Tone.Strong)));
    }

    /// <summary>What was written.</summary>
    internal sealed record Written(string RunId, string Path);
}
