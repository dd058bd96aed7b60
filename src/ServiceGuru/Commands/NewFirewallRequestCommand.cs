using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Network;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Writes a request for firewall rules and opens the issue that tracks it; an open one is told instead.</summary>
[Cmdlet(VerbsCommon.New, "FirewallRequest", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FirewallRequestReport))]
public sealed class NewFirewallRequestCommand : ChangeCommand
{
    private readonly List<string> _domains = [];

    /// <summary>The domains; a leading dot asks for all below one, e.g. .kde.org.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = [];

    /// <summary>Why, in a sentence that others understand.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Justification { get; set; }

    /// <summary>The environments whose clusters are to get the rule; all if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    /// <summary>The ports; the definition's network.firewall.ports if absent. Port 22 is asked for by addresses.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <summary>The file that gets the text; firewall-request-DOMAIN.txt here if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Asks although the test does not say that the firewall is in the way.</summary>
    [Parameter]
    public SwitchParameter Untested { get; set; }

    /// <summary>Gives the text and the issues.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _domains.AddRange(Domain);
        return Task.CompletedTask;
    }

    // One request asks for all domains.
    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_domains.Count == 0)
        {
            // An empty pipeline means nothing.
            return;
        }

        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        FirewallRequestRequest request = new()
        {
            Domains = [.. _domains.Distinct(StringComparer.Ordinal)],
            Justification = Justification,
            Environments = Environment,
            Ports = Port,
            File = Path is null ? null : await OnPipelineAsync(() => GetUnresolvedProviderPathFromPSPath(Path)).ConfigureAwait(false),
            Untested = Untested,
        };
        FirewallRequestReport? report = await CarryOutAsync<FirewallRequestReport>(session, "network/firewall-request", request, "Request firewall rules", cancellationToken).ConfigureAwait(false);
        if (PassThru && report is not null)
        {
            Emit(report);
        }
    }
}
