using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Infrastructure;
using ServiceGuru.Operations;
using ServiceGuru.Pending;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Tells what would go live: commits, pull requests and release notes of each repository, infrastructure and secrets.</summary>
[Cmdlet(VerbsCommon.Get, "PendingChange")]
[OutputType(typeof(PendingChange), typeof(PendingReport))]
public sealed class GetPendingChangeCommand : ServiceCommand
{
    /// <summary>The repositories; all of the definition if absent.</summary>
    [Parameter(Position = 0)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>The environment whose infrastructure and secrets are compared; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    /// <summary>Gives one report with infrastructure and secrets instead of the repositories that have something pending.</summary>
    [Parameter]
    public SwitchParameter Report { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? repositories = Repository is null ? null
            : Usable(session, "branches/pending", Repository, "UnknownRepository", RequestFor);
        if (repositories is { Count: 0 })
        {
            return;
        }

        (PendingReport report, _) = await AskAsync<PendingReport>(session, "branches/pending", RequestFor(repositories), "Looking at what is pending", cancellationToken).ConfigureAwait(false);
        if (Report)
        {
            Emit(report);
        }
        else
        {
            EmitEach(report.Repositories.Where(change => change.Commits.Count > 0));
            Warn(report.Infrastructure);
        }

        foreach (Failure problem in report.Problems)
        {
            EmitError(problem);
        }
    }

    private PendingChangesRequest RequestFor(IReadOnlyList<string>? repositories) => new() { Repositories = repositories, Environment = Environment };

    // Objects of several kinds in one pipeline would stumble over each other; who wants these asks Get-InfrastructureChange.
    private void Warn(InfrastructureChanges? infrastructure)
    {
        if (infrastructure is { Pending: true })
        {
            EmitWarning($"{infrastructure.Environment} may lack {infrastructure.Commits.Count} commit(s) of the deployment repository and {infrastructure.Secrets.Count} change(s) of secrets; ask {string.Join(", ", infrastructure.Authors)}. See Get-InfrastructureChange {infrastructure.Environment}.");
        }
    }
}
