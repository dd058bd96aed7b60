using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru rollout assess ENV</c>.</summary>
internal sealed class RolloutAssessCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<int> _jobs = new("--jobs") { Description = "How many jobs must have ended since the deployment to tell anything.", HelpName = "NUMBER", DefaultValueFactory = _ => new AssessRolloutRequest { Environment = string.Empty }.Jobs };
    private readonly Option<TimeSpan?> _since = new("--since")
    {
        Description = "How long ago it was deployed, e.g. 2h. Default: since the newest image came.",
        HelpName = "DURATION",
        CustomParser = Durations.Parse,
    };

    private readonly Option<TimeSpan?> _wait = new("--wait")
    {
        Description = "How long to wait until so many jobs have ended, e.g. 15m. Default: not at all.",
        HelpName = "DURATION",
        CustomParser = Durations.Parse,
    };

    public RolloutAssessCommand(VerbRunner runner)
        : base("assess", "Tells whether the service has regressed since its deployment, with the evidence. Exit code 1 where it has.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_since);
        Options.Add(_jobs);
        Options.Add(_wait);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        AssessRolloutRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            Since = call.Parse.GetValue(_since),
            Jobs = call.Parse.GetValue(_jobs),
            Wait = call.Parse.GetValue(_wait),
        };
        return AskFace.RunAsync<RolloutAssessment>(call, "rollout/assess", request, RolloutView.Show, cancellationToken);
    }
}
