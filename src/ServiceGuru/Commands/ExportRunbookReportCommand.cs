using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Reports;

namespace ServiceGuru.Commands;

/// <summary>Makes one HTML file of each run that needs nothing else.</summary>
[Cmdlet(VerbsData.Export, "RunbookReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunbookReportCommand : AsyncCommand
{
    /// <summary>The run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>The file, or a folder that is there; run-ID.html in the current folder if absent.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken) => EachAsync(Id, () => ExportAsync(cancellationToken));

    private async Task ExportAsync(CancellationToken cancellationToken)
    {
        string path = await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path ?? ".")).ConfigureAwait(false);
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, ReportFile.NameOf(Id)) : path;
        ReportFile.Check(file, Force);
        string html = await RunReport.CreateAsync(await OpenLedgerAsync().ConfigureAwait(false), Id, cancellationToken).ConfigureAwait(false);
        if (!await Prompt.ShouldChangeAsync($"Write the report of run {Id} to {file}", file, Id).ConfigureAwait(false))
        {
            return;
        }

        await ReportFile.WriteAsync(file, html, Force, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            Emit(new FileInfo(file));
        }
    }
}
