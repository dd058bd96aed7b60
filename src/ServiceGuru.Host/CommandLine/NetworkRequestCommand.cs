using System.CommandLine;
using ServiceGuru.Network;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru network request DOMAIN...</c>.</summary>
internal sealed class NetworkRequestCommand : VerbCommand
{
    private readonly Argument<string[]> _domains = new("DOMAIN")
    {
        Description = "Domains; a leading dot asks for all below one, e.g. .kde.org.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _justification = new("--justification") { Description = "Why, in a sentence that others understand.", HelpName = "TEXT" };
    private readonly Option<string[]> _environments = Names.Option("--environment", "An environment whose cluster is to get the rule; may be repeated. Default: all.", "ENV");
    private readonly Option<int[]> _ports = Ports.Option("A port; may be repeated. Default: the definition's network.firewall.ports. 22 is asked for by addresses.");
    private readonly Option<string?> _file = new("--file") { Description = "The file that gets the text. Default: firewall-request-DOMAIN.txt here.", HelpName = "FILE" };
    private readonly Option<bool> _untested = new("--untested") { Description = "Asks although the test does not say that the firewall is in the way." };
    private readonly ChangeOptions _change = new();

    public NetworkRequestCommand(VerbRunner runner)
        : base("request", "Writes a request for firewall rules and opens the issue that tracks it; an open one is told instead.", runner)
    {
        Arguments.Add(_domains);
        Options.Add(_justification);
        Options.Add(_environments);
        Options.Add(_ports);
        Options.Add(_file);
        Options.Add(_untested);
        _change.AddTo(this);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        FirewallRequestRequest request = new()
        {
            Domains = call.Parse.GetRequiredValue(_domains),
            Justification = call.Parse.GetValue(_justification),
            Environments = Names.Given(call.Parse.GetValue(_environments)),
            Ports = Ports.Given(call.Parse.GetValue(_ports)),
            File = call.Parse.GetValue(_file),
            Untested = call.Parse.GetValue(_untested),
        };
        return ApplyFace.RunAsync(call, _change, "network/firewall-request", request, cancellationToken);
    }
}
