using System.CommandLine;
using ServiceGuru.Host.Console;
using ServiceGuru.Network;

namespace ServiceGuru.Host.CommandLine;

/// <summary><c>guru network test DOMAIN...</c>.</summary>
internal sealed class NetworkTestCommand : VerbCommand
{
    private readonly Argument<string[]> _domains = new("DOMAIN")
    {
        Description = "Domains, or addresses whose hosts are meant, e.g. download.kde.org.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _environments = Names.Option("--environment", "An environment from whose cluster to test; may be repeated. Default: all.", "ENV");
    private readonly Option<int[]> _ports = Ports.Option("A port; may be repeated. Default: the definition's network.ports.");

    public NetworkTestCommand(VerbRunner runner)
        : base("test", "Tells whether domains can be reached from inside the clusters, and if not why. Exit code 1 where one can't.", runner)
    {
        Arguments.Add(_domains);
        Options.Add(_environments);
        Options.Add(_ports);
    }

    protected override Task<int> ExecuteAsync(VerbCall call, CancellationToken cancellationToken)
    {
        TestDomainRequest request = new()
        {
            Domains = call.Parse.GetRequiredValue(_domains),
            Environments = Names.Given(call.Parse.GetValue(_environments)),
            Ports = Ports.Given(call.Parse.GetValue(_ports)),
        };
        return AskFace.RunAsync<DomainAccessReport>(call, "network/test-domain", request, NetworkView.Show, cancellationToken);
    }
}
