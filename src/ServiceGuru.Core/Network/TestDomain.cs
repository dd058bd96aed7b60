using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>
/// Tells whether domains can be reached from inside the clusters, and if not what stands between: the egress firewall, the
/// host itself, its name or its certificate.
/// </summary>
public sealed class TestDomain : Operation<TestDomainRequest, DomainAccessReport>
{
    /// <inheritdoc/>
    public override string Id => "network/test-domain";

    /// <inheritdoc/>
    public override string Summary => "Tells whether domains can be reached from inside the clusters, and if not why.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Query;

    /// <inheritdoc/>
    public override void Check(TestDomainRequest request, ServiceDefinition service)
    {
        DomainTester.Defined(service);
        DomainTarget.ParseAll(request.Domains);
        DomainTester.Environments(service, request.Environments);
        PortNumbers.Check(request.Ports);
    }

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(TestDomainRequest request, OperationContext context, CancellationToken cancellationToken)
    {
        Check(request, context.Service);
        string places = string.Join(", ", DomainTester.Environments(context.Service, request.Environments).Select(environment => environment.Name));
        return Task.FromResult(new Plan
        {
            Operation = Id,
            Notes = [.. DomainTarget.ParseAll(request.Domains).Select(target => new PlanNote(target.Host, $"is looked at from {places} and from outside; nothing is changed"))],
        });
    }

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(TestDomainRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        DomainAccessReport report = await new DomainTester(context).TestAsync(
            DomainTarget.ParseAll(request.Domains),
            DomainTester.Environments(context.Service, request.Environments),
            request.Ports,
            cancellationToken).ConfigureAwait(false);
        return new Conclusion(report, DomainAccessText.Failure(report));
    }
}
