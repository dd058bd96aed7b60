using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>
/// Writes the request for firewall rules in the form that the ticket needs, and opens the issue that tracks it; where an open
/// issue tracks the domain already, nothing is added and its address is told.
/// </summary>
public sealed class FirewallRequest : Operation<FirewallRequestRequest, FirewallRequestReport>
{
    /// <inheritdoc/>
    public override string Id => "network/firewall-request";

    /// <inheritdoc/>
    public override string Summary => "Writes a request for firewall rules and opens the issue that tracks it.";

    /// <inheritdoc/>
    public override OperationKind Kind => OperationKind.Change;

    /// <inheritdoc/>
    public override void Check(FirewallRequestRequest request, ServiceDefinition service) => FirewallAsk.Of(request, service);

    /// <inheritdoc/>
    public override Task<Plan> PlanAsync(FirewallRequestRequest request, OperationContext context, CancellationToken cancellationToken) =>
        new FirewallPlanner(FirewallAsk.Of(request, context.Service), context).PlanAsync(Id, cancellationToken);

    /// <inheritdoc/>
    public override Task<IReadOnlyDictionary<string, string>> ApplyAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        FirewallChanges.ApplyAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Task<ProbeOutcome> ProbeAsync(Change change, OperationContext context, CancellationToken cancellationToken) =>
        FirewallChanges.ProbeAsync(change, context, cancellationToken);

    /// <inheritdoc/>
    public override Change? Revert(ChangeResult applied) => FirewallChanges.Revert(applied);

    /// <inheritdoc/>
    public override async Task<Conclusion> ConcludeAsync(
        FirewallRequestRequest request, IReadOnlyList<ChangeResult> changes, OperationContext context, CancellationToken cancellationToken)
    {
        FirewallAsk ask = FirewallAsk.Of(request, context.Service);
        IReadOnlyList<TrackingIssue> open = await context.Connections.Issues.ListOpenAsync(ask.Firewall.Tracker, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, ChangeChain> chains = ChangeChain.ByTarget(changes);
        List<Failure> failures = [.. chains.Values.Select(chain => chain.Failure).OfType<Failure>()];
        ChangeChain? written = chains.Values.FirstOrDefault(chain => chain.First.Kind == FirewallChanges.WriteKind);
        FirewallRequestReport report = new()
        {
            Domains = ask.Domains,
            Text = written?.First.Details[FirewallChanges.TextKey],
            File = written?.Last.Status == ChangeStatus.Applied ? written.First.Target : null,
            Issues = [.. open.Where(issue => ask.Targets.Any(target => FirewallMarker.IsAbout(issue, target.Host)))],
            Opened = chains.Values.Any(chain => chain is { First.Kind: FirewallChanges.OpenKind, Last.Status: ChangeStatus.Applied }),
            Procedure = ask.Firewall.Procedure,
        };
        return new Conclusion(report, FailureSummary.Of(failures, "FirewallRequestFailed", "Not everything of the request could be done."));
    }

    /// <inheritdoc/>
    public override FirewallRequestReport? Forecast(FirewallRequestRequest request, Plan plan) =>
        plan.Changes.FirstOrDefault(change => change.Kind == FirewallChanges.WriteKind) is { } write
            ? new FirewallRequestReport { Domains = request.Domains, Text = write.Details[FirewallChanges.TextKey], File = write.Target }
            : null;
}
