using System.CommandLine;
using ServiceGuru.Health;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru health check ENV</c>.</summary>
internal sealed class HealthCommand : VerbCommand
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. stg." };
    private readonly Option<TimeSpan?> _since = new("--since")
    {
        Description = "How far back the error tracker is asked, e.g. 6h. Default: the definition's health.window.",
        HelpName = "DURATION",
        CustomParser = Durations.Parse,
    };

    public HealthCommand(VerbRunner runner)
        : base("check", "Tells whether an environment is healthy, and if not why and what to do. Exit code 1 where it is not.", runner)
    {
        Arguments.Add(_environment);
        Options.Add(_since);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        HealthCheckRequest request = new() { Environment = call.Parse.GetRequiredValue(_environment), Since = call.Parse.GetValue(_since) };
        return AskFace.RunAsync<HealthReport>(call, "health/check", request, HealthView.Show, cancellationToken);
    }
}
