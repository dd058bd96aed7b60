using System.Collections;
using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Gathers the release notes that authors wrote in their pull requests.</summary>
[Cmdlet(VerbsCommon.Get, "ReleaseNote")]
[OutputType(typeof(ReleaseNote))]
public sealed class GetReleaseNoteCommand : ServiceCommand
{
    /// <summary>The repositories; all whose notes are told if absent.</summary>
    [Parameter(Position = 0)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>The first day (UTC); six days before the last one if absent.</summary>
    [Parameter]
    public DateTime? Since { get; set; }

    /// <summary>The last day (UTC), inclusive; today if absent.</summary>
    [Parameter]
    public DateTime? Till { get; set; }

    /// <summary>The commit before, by repository; instead of days.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? From { get; set; }

    /// <summary>The last commit, by repository; the head of the source branch where absent.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? To { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? repositories = Repository is null ? null
            : Usable(session, "notes/release-notes", Repository, "UnknownRepository", names => new GatherReleaseNotesRequest { Repositories = names });
        if (repositories is { Count: 0 })
        {
            return;
        }

        GatherReleaseNotesRequest request = new()
        {
            Repositories = repositories,
            Since = Day.Of(Since),
            Till = Day.Of(Till),
            From = TextTable.Of(From),
            To = TextTable.Of(To),
        };
        (ReleaseNoteReport report, Failure? failure) = await AskAsync<ReleaseNoteReport>(session, "notes/release-notes", request, "Gathering release notes", cancellationToken).ConfigureAwait(false);
        EmitEach(report.Notes);
        foreach (Failure problem in report.Problems)
        {
            EmitError(problem);
        }

        if (report.Problems.Count == 0)
        {
            EmitErrors(failure);
        }
    }
}
