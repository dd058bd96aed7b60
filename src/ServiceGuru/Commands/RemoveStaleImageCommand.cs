using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Images;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Removes old images from the registry that no environment runs or can be put back to.</summary>
[Cmdlet(VerbsCommon.Remove, "StaleImage", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(StaleImage))]
public sealed class RemoveStaleImageCommand : ChangeCommand
{
    private readonly List<string> _repositories = [];

    /// <summary>The registry's repositories, without namespace; those of the definition if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageRepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>How many tags of a kind (stable-..., main-...) stay; as in the definition if absent.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? KeepNewest { get; set; }

    /// <summary>Tags that were pushed within this time stay, e.g. 30d; as in the definition if absent.</summary>
    [Parameter]
    [DurationArgument]
    public TimeSpan? OlderThan { get; set; }

    /// <summary>Tags that stay by name, beside the definition's; * and ? stand for anything.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Keep { get; set; }

    /// <summary>Removes without a question for each image.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives what became of each tag.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _repositories.AddRange(Repository ?? []);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_repositories.Count == 0 && MyInvocation.ExpectingInput)
        {
            // An empty pipeline means nothing, and must not turn into everything.
            return;
        }

        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        CleanImagesRequest request = new()
        {
            Repositories = _repositories.Count == 0 ? null : _repositories,
            KeepNewest = KeepNewest,
            OlderThan = OlderThan,
            Keep = Keep,
        };
        ImageCleanupReport? report = await CarryOutAsync<ImageCleanupReport>(session, "images/clean", request, "Remove stale images", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Images);
        }
    }
}
