using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>--on-failure ask|fail</c>.</summary>
internal sealed class OnFailureOption
{
    private readonly Option<string?> _policy = new Option<string?>("--on-failure")
    {
        Description = "What happens when a step has failed for good: ask waits for a decision (retry, skip, undo, abort), fail ends the run. Default: ask where you sit at a terminal and did not give --yes.",
        HelpName = "ask|fail",
    }.AcceptOnlyFromAmong("ask", "fail");

    public void AddTo(Command command) => command.Options.Add(_policy);

    /// <summary>Gives what was chosen, or what fits who sits here.</summary>
    /// <param name="call">The call.</param>
    /// <param name="yes">Whether <c>--yes</c> was given: then nobody wants to be asked.</param>
    public FailurePolicy Of(VerbCall call, bool yes) => call.Parse.GetValue(_policy) switch
    {
        "ask" => FailurePolicy.Ask,
        "fail" => FailurePolicy.Fail,
        _ => !yes && call is { Mode: OutputMode.Terminal, Parts.InputIsTerminal: true } ? FailurePolicy.Ask : FailurePolicy.Fail,
    };
}
