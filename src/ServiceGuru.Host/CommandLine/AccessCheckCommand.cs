using System.CommandLine;
using ServiceGuru.Access;
using ServiceGuru.Host.Console;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru access check</c>.</summary>
internal sealed class AccessCheckCommand : VerbCommand
{
    private readonly Option<string[]> _systems = Names.Option("--system", $"A system; may be repeated: {string.Join(", ", AccessSystems.All)}. Default: all.", "SYSTEM");
    private readonly Option<TimeSpan?> _timeout = new("--timeout") { Description = "How long each system may take to answer, e.g. 10s. Default: 30s.", HelpName = "DURATION", CustomParser = Durations.Parse };

    public AccessCheckCommand(VerbRunner runner)
        : base("check", "Tells whether every system can be reached and grants what the operations need; changes nothing. Exit code 1 where a right is missing, 3 where only systems could not be asked.", runner)
    {
        Options.Add(_systems);
        Options.Add(_timeout);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        AccessRequest request = new() { Systems = Names.Given(call.Parse.GetValue(_systems)) };
        return AskFace.RunAsync<AccessReport>(
            call, "access/check", call.Parse.GetValue(_timeout) is { } timeout ? request with { Timeout = timeout } : request, AccessView.Show, cancellationToken);
    }
}
