using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Branches;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Takes stable branches back to where they were before a run. New images are built from them; what runs is reverted by Undo-ProdDeployment.</summary>
[Cmdlet(VerbsData.Restore, "StableBranch", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BranchMove))]
public sealed class RestoreStableBranchCommand : ChangeCommand
{
    private readonly List<string> _repositories = [];

    /// <summary>The repositories; all that the run moved if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>The run whose moves are taken back; the last one that moved any of the repositories if absent.</summary>
    [Parameter]
    [RunId]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCompleter))]
    public string? Run { get; set; }

    /// <summary>Restores without asking once more that commits leave the branches.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves the monorepo as it is.</summary>
    [Parameter]
    public SwitchParameter NoRecord { get; set; }

    /// <summary>How long to wait for the packages that a repository is built from, e.g. 3h; the definition's packages.timeout if absent.</summary>
    [Parameter]
    [DurationArgument]
    [ValidateTimeout]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Gives what became of each repository's branch.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override bool AllowsDestruction => Force;

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _repositories.AddRange(Repository ?? []);
        return Task.CompletedTask;
    }

    // All repositories are looked at before the first goes back, hence at the end.
    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_repositories.Count == 0 && MyInvocation.ExpectingInput)
        {
            // An empty pipeline means nothing, and must not turn into everything.
            return;
        }

        ServiceSession session = await OpenAsync(Service, service => PackageTimeout.Set(service, Timeout), cancellationToken).ConfigureAwait(false);
        RestoreBranchesRequest request = new()
        {
            Repositories = _repositories.Count == 0 ? null : [.. _repositories.Distinct(StringComparer.Ordinal)],
            Run = Run,
            Record = !NoRecord,
        };
        MoveReport? report = await CarryOutAsync<MoveReport>(session, "branches/restore", request, "Restore stable branches", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Moves);
        }
    }
}
