using System.Management.Automation;
using ServiceGuru.Cmdlets;
using ServiceGuru.Completion;
using ServiceGuru.Network;
using ServiceGuru.Operations;
using ServiceGuru.Sessions;

namespace ServiceGuru.Commands;

/// <summary>Tells whether domains can be reached from inside the clusters, and if not why.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DomainAccess")]
[OutputType(typeof(DomainAccess), typeof(bool))]
public sealed class TestDomainAccessCommand : ServiceCommand
{
    private readonly List<string> _domains = [];

    /// <summary>The domains, or addresses whose hosts are meant.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = [];

    /// <summary>The environments from whose clusters to test; all if absent.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(EnvironmentCompleter))]
    public string[]? Environment { get; set; }

    /// <summary>The ports; the definition's network.ports if absent.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int[]? Port { get; set; }

    /// <summary>Gives only true or false; true where every domain can be reached from everywhere.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancellationToken)
    {
        _domains.AddRange(Domain);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_domains.Count == 0)
        {
            // An empty pipeline means nothing.
            return;
        }

        ServiceSession session = await OpenAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<string> domains = Usable(session, "network/test-domain", _domains, "InvalidDomain", RequestFor);
        bool reached = domains.Count == _domains.Count;
        if (domains.Count > 0)
        {
            (DomainAccessReport report, Failure? failure) = await AskAsync<DomainAccessReport>(session, "network/test-domain", RequestFor(domains), "Testing domains", cancellationToken).ConfigureAwait(false);
            reached &= failure is null;
            if (!Quiet)
            {
                EmitEach(report.Rows);
                EmitErrors(failure);
            }
        }

        if (Quiet)
        {
            Emit(reached);
        }
    }

    private TestDomainRequest RequestFor(IReadOnlyList<string> domains) => new() { Domains = domains, Environments = Environment, Ports = Port };
}
