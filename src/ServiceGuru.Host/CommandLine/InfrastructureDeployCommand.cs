using System.CommandLine;
using ServiceGuru.Infrastructure;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru infrastructure deploy ENV</c>.</summary>
internal sealed class InfrastructureDeployCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<bool> _always = new("--always") { Description = "Deploys also where neither the repository nor the changelog of the secrets has anything new." };
    private readonly ChangeOptions _change = new();

    public InfrastructureDeployCommand(VerbRunner runner)
        : base("deploy", "Runs the definition's command in the deployment checkout, and follows it to its end.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_always);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        DeployInfrastructureRequest request = new() { Environment = call.Parse.GetRequiredValue(_environment), Always = call.Parse.GetValue(_always) };
        return ApplyFace.RunAsync(call, _change, "infrastructure/deploy", request, cancellationToken);
    }
}
