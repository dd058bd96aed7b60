using System.Management.Automation;
using ServiceGuru.Binding;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Images;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Tells where the images of an environment are: built, published, imported, running.</summary>
[Cmdlet(VerbsCommon.Get, "ImageStatus")]
[OutputType(typeof(ImageStatus))]
public sealed class GetImageStatusCommand : ServiceCommand
{
    /// <summary>The repositories; all that build images if absent.</summary>
    [Parameter(Position = 0)]
    [RepositoryName]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RepositoryCompleter))]
    public string[]? Repository { get; set; }

    /// <summary>The environment; the production one if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string? Environment { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string>? repositories = Repository is null ? null
            : Usable(session, "images/status", Repository, "UnknownRepository", RequestFor);
        if (repositories is { Count: 0 })
        {
            return;
        }

        (ImageStatusReport report, Failure? failure) = await AskAsync<ImageStatusReport>(session, "images/status", RequestFor(repositories), "Looking at images", cancellationToken).ConfigureAwait(false);
        EmitEach(report.Rows);
        foreach (Failure problem in report.Problems)
        {
            EmitError(problem);
        }

        if (report.Problems.Count == 0)
        {
            EmitErrors(failure);
        }
    }

    private GetImageStatusRequest RequestFor(IReadOnlyList<string>? repositories) => new() { Environment = Environment, Repositories = repositories };
}
