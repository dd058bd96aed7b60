using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Branches;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Rollouts;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Imports the registry's images to production and waits until its workloads run them.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ProdImport", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImportReport))]
public sealed class InvokeProdImportCommand : ChangeCommand
{
    private readonly Dictionary<string, string> _revisions = new(StringComparer.Ordinal);
    private readonly List<BranchMove> _foretold = [];
    private bool _refused;

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

    /// <summary>A move that is only foretold (-WhatIf), as Wait-ImageBuild hands it on; with -WhatIf here it is told what would be imported.</summary>
    [Parameter(ValueFromPipeline = true)]
    public BranchMove? Move { get; set; }

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
        if (Move is { Foretold: true, To: not null } move && PlanOnly)
        {
            _foretold.Add(move);
        }
        else if (Unusable() is { } failure)
        {
            _refused = true;
            EmitError(failure);
        }
        else if (Repository is not null)
        {
            _revisions[Repository] = Revision!;
        }

        return Task.CompletedTask;
    }

    // One import brings the images of all repositories.
    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        // What is imported must be what was asked for, all of it: without a commit nothing would be checked.
        if (_refused || (MyInvocation.ExpectingInput && _revisions.Count + _foretold.Count == 0))
        {
            return;
        }

        ServiceSession session = await OpenAsync(
            Service,
            service => Timeout is { } timeout ? service with { Timing = service.Timing with { RolloutTimeout = timeout } } : service,
            cancellationToken).ConfigureAwait(false);
        string environment = ProductionEnvironment.Of(session.Service, Environment);
        foreach (BranchMove move in _foretold.Where(move => session.Service.Repositories.Any(repository => repository.Name == move.Repository && repository.Build is not null)))
        {
            await Prompt.ShouldChangeAsync($"Import what will be built of {move.Repository} at {move.To![..7]} to {environment}", $"Import images to {environment}").ConfigureAwait(false);
        }

        if (_foretold.Count > 0)
        {
            // The registry has only what was there before the move; an import of that is not what would happen.
            return;
        }

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

    // Why the item at hand names no image that could be imported, or null.
    private Failure? Unusable() =>
        Move is { Foretold: true } move ? new Failure
        {
            Id = "MoveForetold",
            Kind = FailureKind.Usage,
            Message = $"The move of {move.Repository} is only foretold (-WhatIf), so there is no image of it.",
            Target = move.Repository,
            NextAction = "Say -WhatIf here as well, or leave it out at Move-StableBranch. Nothing was imported.",
        }
        : ((Repository ?? Move?.Repository) is null) == (Revision is null) ? null : new Failure
        {
            Id = "RevisionMissing",
            Kind = FailureKind.Usage,
            Message = Revision is null
                ? $"{Repository ?? Move!.Repository} comes without the commit of which its images must be."
                : $"The commit {Revision} comes without its repository.",
            Target = Repository ?? Move?.Repository ?? Revision,
            NextAction = "Put Wait-ImageBuild between, which gives both: Move-StableBranch -PassThru | Wait-ImageBuild | Invoke-ProdImport. Or give -Repository and -Revision. Nothing was imported.",
        };
}
