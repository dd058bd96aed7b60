using System.CommandLine;
using ServiceGuru.Health;

namespace ServiceGuru.Host.CommandLine;

/// <summary>What every verb of <c>guru health</c> takes.</summary>
internal sealed class HealthOptions
{
    private readonly Argument<string> _environment = new("ENV") { Description = "The environment, e.g. stg." };
    private readonly Option<TimeSpan?> _since = new("--since")
    {
        Description = "How far back the error tracker is asked, e.g. 6h. Default: the definition's health.window.",
        HelpName = "DURATION",
        CustomParser = Durations.Parse,
    };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_environment);
        command.Options.Add(_since);
    }

    public string Environment(VerbCall call) => call.Parse.GetRequiredValue(_environment);

    public TimeSpan? Since(VerbCall call) => call.Parse.GetValue(_since);

    public HealthPictureRequest Picture(VerbCall call) => new() { Environment = Environment(call), Since = Since(call) };
}
