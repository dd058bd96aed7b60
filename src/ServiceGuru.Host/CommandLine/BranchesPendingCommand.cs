using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Pending;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru branches pending</c>.</summary>
internal sealed class BranchesPendingCommand : VerbCommand
{
    private readonly Option<string[]> _repositories = Names.Option("--repository", "A repository; may be repeated. Default: all.");
    private readonly Option<string?> _environment = new("--environment") { Description = "The environment whose infrastructure and secrets are compared. Default: production.", HelpName = "ENV" };

    public BranchesPendingCommand(VerbRunner runner)
        : base("pending", "Tells what would go live: commits, pull requests, release notes, infrastructure and secrets.", runner)
    {
        Options.Add(_repositories);
        Options.Add(_environment);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        PendingChangesRequest request = new()
        {
            Repositories = Names.Given(call.Parse.GetValue(_repositories)),
            Environment = call.Parse.GetValue(_environment),
        };
        return AskFace.RunAsync<PendingReport>(call, "branches/pending", request, PendingView.Show, cancellationToken);
    }
}
