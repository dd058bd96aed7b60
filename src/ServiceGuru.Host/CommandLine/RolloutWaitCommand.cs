using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Rollouts;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru rollout wait ENV</c>.</summary>
internal sealed class RolloutWaitCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. prod." };
    private readonly Option<string[]> _streams = Names.Option("--image-stream", "An image stream whose workloads are awaited; may be repeated. Default: all.");
    private readonly Option<TimeSpan?> _timeout = new("--timeout")
    {
        Description = "How long to wait, e.g. 20m. Default: the definition's timing.rolloutTimeout.",
        HelpName = "DURATION",
        CustomParser = Durations.Parse,
    };

    public RolloutWaitCommand(VerbRunner runner)
        : base("wait", "Waits until every workload runs what its image stream has. Changes nothing.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_streams);
        Options.Add(_timeout);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        AwaitRolloutRequest request = new()
        {
            Environment = call.Parse.GetRequiredValue(_environment),
            ImageStreams = Names.Given(call.Parse.GetValue(_streams)),
            Timeout = call.Parse.GetValue(_timeout),
        };
        return AskFace.RunAsync<RolloutReport>(call, "rollout/await", request, (screen, report) => RolloutView.Show(screen, report.Workloads), cancellationToken);
    }
}
