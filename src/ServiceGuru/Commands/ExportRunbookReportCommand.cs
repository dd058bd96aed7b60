using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Reports;

namespace ServiceGuru.Commands;

/// <summary>Makes one HTML file of each run that needs nothing else.</summary>
[Cmdlet(VerbsData.Export, "RunbookReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunbookReportCommand : AsyncCommand
{
    private readonly Dictionary<string, string> _runOfFile = new(StringComparer.Ordinal);

    /// <summary>The runs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>The file of one run, or a folder that is there; run-ID.html in the current folder if absent.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string id in Id)
        {
            await EachAsync(id, () => ExportAsync(id, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ExportAsync(string id, CancellationToken cancellationToken)
    {
        string path = await OnPipelineAsync(() => Path is null ? CurrentDirectory : FilePath.Of(SessionState, Path)).ConfigureAwait(false);
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, ReportFile.NameOf(id)) : path;
        if (_runOfFile.TryGetValue(file, out string? other) && other != id)
        {
            throw new GuruException(new Failure
            {
                Id = "ReportExists",
                Kind = FailureKind.Usage,
                Message = $"The file was just taken for the report of run {other}; each run has a file of its own.",
                Target = file,
                NextAction = "Name a folder that is there with -Path.",
            });
        }

        ReportFile.Check(file, Force);
        string html = await RunReport.CreateAsync(await OpenLedgerAsync().ConfigureAwait(false), id, cancellationToken).ConfigureAwait(false);
        if (await Prompt.ShouldChangeAsync($"Write the report of run {id} to {file}", file, id).ConfigureAwait(false))
        {
            await ReportFile.WriteAsync(file, html, Force, cancellationToken).ConfigureAwait(false);
        }
        else if (!PlanOnly)
        {
            return;
        }

        _runOfFile[file] = id;
        if (PassThru && !PlanOnly)
        {
            Emit(new FileInfo(file));
        }
    }
}
