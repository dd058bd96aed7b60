using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Branches;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Waits until the images of exactly the given commits are built and in the registry.</summary>
[Cmdlet(VerbsLifecycle.Wait, "ImageBuild", DefaultParameterSetName = ByTable)]
[OutputType(typeof(PublishedImage), typeof(BranchMove))]
public sealed class WaitImageBuildCommand : ServiceCommand
{
    private const string ByTable = "Revisions";
    private const string ByCommit = "Commit";

    private readonly Dictionary<string, string> _commits = new(StringComparer.Ordinal);
    private bool _foretold;

    /// <summary>The repository whose commit is awaited.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByCommit, ValueFromPipelineByPropertyName = true)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string? Repository { get; set; }

    /// <summary>The full commit; output of Move-StableBranch -PassThru has it as To.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByCommit, ValueFromPipelineByPropertyName = true)]
    [Alias("To")]
    [ValidateNotNullOrEmpty]
    public string? Commit { get; set; }

    /// <summary>A move of Move-StableBranch; one that is only foretold (-WhatIf) is handed on, since nobody builds what nobody pushed.</summary>
    [Parameter(ParameterSetName = ByCommit, ValueFromPipeline = true)]
    public BranchMove? Move { get; set; }

    /// <summary>The full commit by repository; the heads of the environment's branch if absent.</summary>
    [Parameter(ParameterSetName = ByTable)]
    [ValidateNotNull]
    public IDictionary? Revisions { get; set; }

    /// <summary>The environment whose image tag is awaited; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>How long to wait for the builds, e.g. 90m; the definition's timing.buildTimeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        if (Move is { Foretold: true } move)
        {
            _foretold = true;
            EmitVerbose($"{move.Repository}: the move to {move.To} is only foretold, so no image of it is awaited.");
            Emit(move);
        }
        else if (ParameterSetName == ByCommit)
        {
            _commits[Repository!] = Commit!;
        }

        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_commits.Count == 0 && (MyInvocation.ExpectingInput || _foretold))
        {
            return;
        }

        ServiceSession session = await OpenAsync(
            Service,
            service => BuildTimeout.Set(service, Timeout),
            cancellationToken).ConfigureAwait(false);
        AwaitImagesRequest request = new()
        {
            Revisions = _commits.Count > 0 ? _commits : TextTable.Of(Revisions),
            Environment = Environment,
        };
        (ImageReport report, Failure? failure) = await AskAsync<ImageReport>(session, "images/await", request, "Waiting for images", cancellationToken, Emit).ConfigureAwait(false);
        EmitVerbose($"{report.Images.Count} images are published.");
        EmitErrors(failure);
    }
}
