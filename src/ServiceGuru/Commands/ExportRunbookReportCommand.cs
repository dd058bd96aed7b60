using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Reports;

namespace ServiceGuru.Commands;

/// <summary>Makes one HTML file of each run that needs nothing else.</summary>
[Cmdlet(VerbsData.Export, "RunbookReport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportRunbookReportCommand : AsyncCommand
{
    /// <summary>The runs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("RunId")]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string[] Id { get; set; } = [];

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

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (string id in Id)
        {
            await EachAsync(id, () => ExportAsync(id, cancellationToken)).ConfigureAwait(false);
        }
    }

    private async Task ExportAsync(string id, CancellationToken cancellationToken)
    {
        string path = await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path ?? ".")).ConfigureAwait(false);
        string file = Directory.Exists(path) ? System.IO.Path.Combine(path, ReportFile.NameOf(id)) : path;
        ReportFile.Check(file, Force);
        string html = await RunReport.CreateAsync(await OpenLedgerAsync().ConfigureAwait(false), id, cancellationToken).ConfigureAwait(false);
        if (!await Prompt.ShouldChangeAsync($"Write the report of run {id} to {file}", file).ConfigureAwait(false))
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
