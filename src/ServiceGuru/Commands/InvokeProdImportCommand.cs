using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Rollouts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Imports the registry's images to production and waits until its workloads run them.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ProdImport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImportReport))]
public sealed class InvokeProdImportCommand : ChangeCommand
{
    private readonly Dictionary<string, string> _revisions = new(StringComparer.Ordinal);

    /// <summary>The image streams; all that a deployment imports if absent.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageStreamCompleter))]
    public string[]? ImageStream { get; set; }

    /// <summary>The environment; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>A repository of whose commit the images must be; output of Wait-ImageBuild has both.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>The full commit of Repository.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Commit")]
    [ValidateNotNullOrEmpty]
    public string? Revision { get; set; }

    /// <summary>Full commits by repository, of which the images must be; not checked if absent.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Revisions { get; set; }

    /// <summary>Imports also what seems to be there already, and deletes pods that hang on an image which is not to be had.</summary>
    [Parameter]
    public SwitchParameter Again { get; set; }

    /// <summary>Ends the previous deployment's revert: automatic imports go on.</summary>
    [Parameter]
    public SwitchParameter AfterRevert { get; set; }

    /// <summary>Agrees to what destroys something: pods that are deleted, a reverted image that comes back.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for the workloads, e.g. 20m; the definition's timing.rolloutTimeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives what was imported and how the workloads stand.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Repository is not null && Revision is not null)
        {
            _revisions[Repository] = Revision;
        }

        return Task.CompletedTask;
    }

    // One import brings the images of all repositories.
    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (MyInvocation.ExpectingInput && _revisions.Count == 0)
        {
            return;
        }

        ServiceSession session = await OpenAsync(
            Service,
            service => Timeout is { } timeout ? service with { Timing = service.Timing with { RolloutTimeout = timeout } } : service,
            cancellationToken).ConfigureAwait(false);
        string environment = ProductionEnvironment.Of(session.Service, Environment);
        ImportImagesRequest request = new()
        {
            Environment = environment,
            ImageStreams = ImageStream,
            Revisions = _revisions.Count > 0 ? _revisions : TextTable.Of(Revisions),
            Again = Again,
            AfterRevert = AfterRevert,
        };
        ImportReport? report = await CarryOutAsync<ImportReport>(session, "rollout/import", request, $"Import images to {environment}", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            Emit(report);
        }
    }
}
