using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Branches;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Moves stable branches to what is on main. For a service that imports images by itself, this is the deployment.</summary>
[Cmdlet(VerbsCommon.Move, "StableBranch", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(BranchMove))]
public sealed class MoveStableBranchCommand : ChangeCommand
{
    private readonly List<string> _repositories = [];
    private readonly Dictionary<string, string> _commits = new(StringComparer.Ordinal);

    /// <summary>The repositories; all of the definition if absent.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>
    /// The commit to move to: a table by repository, or one for a single repository, as output of Get-PendingChange has
    /// both. The head of the source branch where absent.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public object? Commit { get; set; }

    /// <summary>Moves diverged branches too: the commits that only the stable branch has get lost.</summary>
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
        object? commit = Commit is PSObject wrapped ? wrapped.BaseObject : Commit;
        if (commit is IDictionary table)
        {
            foreach ((string repository, string each) in TextTable.Of(table)!)
            {
                _commits[repository] = each;
            }
        }
        else if (commit is string one && Repository is [var only])
        {
            _commits[only] = one;
        }
        else if (commit is not null)
        {
            throw new GuruException(new Failure
            {
                Id = "InvalidCommit",
                Kind = FailureKind.Usage,
                Message = "-Commit is a table by repository, or one commit together with a single -Repository.",
                NextAction = "Write it as -Commit @{ ogr = '1234567' }.",
            });
        }

        return Task.CompletedTask;
    }

    // All repositories are looked at before the first is moved, hence at the end.
    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_repositories.Count == 0 && MyInvocation.ExpectingInput)
        {
            // An empty pipeline means nothing, and must not turn into everything.
            return;
        }

        ServiceSession session = await OpenAsync(Service, service => PackageTimeout.Set(service, Timeout), cancellationToken).ConfigureAwait(false);
        MoveBranchesRequest request = new()
        {
            Repositories = _repositories.Count == 0 ? null : [.. _repositories.Distinct(StringComparer.Ordinal)],
            Force = Force,
            Record = !NoRecord,
            Commits = _commits.Count == 0 ? null : _commits,
        };
        MoveReport? report = await CarryOutAsync<MoveReport>(session, "branches/move", request, "Move stable branches", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            EmitEach(report.Moves);
        }
    }
}
