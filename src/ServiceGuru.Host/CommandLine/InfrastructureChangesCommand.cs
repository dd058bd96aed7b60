using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Infrastructure;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru infrastructure changes ENV</c>.</summary>
internal sealed class InfrastructureChangesCommand : VerbCommand
{
    private readonly Argument<string?> _environment = new("ENV") { Description = "The environment. Default: production.", Arity = ArgumentArity.ZeroOrOne };

    public InfrastructureChangesCommand(VerbRunner runner)
        : base("changes", "Tells what the deployment repository and the vault have that an environment lacks.", runner) => Arguments.Add(_environment);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken) => AskFace.RunAsync<InfrastructureChanges>(
        call, "infrastructure/changes", new InfrastructureChangesRequest { Environment = call.Parse.GetValue(_environment) }, PendingView.Show, cancellationToken);
}
