using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru rollout previous ENV</c>.</summary>
internal sealed class RolloutPreviousCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };

    public RolloutPreviousCommand(VerbRunner runner)
        : base("previous", "Tells whether the previous deployment was reverted, so that nothing new comes by itself. Exit code 1 where it was.", runner) =>
        Arguments.Add(_environment);

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        PreviousDeploymentRequest request = new() { Environment = call.Parse.GetRequiredValue(_environment) };
        return AskFace.RunAsync<PreviousDeployment>(call, "rollout/previous", request, RolloutView.Show, cancellationToken);
    }
}
