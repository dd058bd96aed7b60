using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>What is deployed in an environment, by the ledger of this machine and by the mark that all machines see.</summary>
/// <param name="Commit">The full commit deployed last, or null where nobody knows.</param>
/// <param name="At">When this machine deployed it; null where another one did.</param>
/// <param name="Mark">Where the mark is, or null where there is none.</param>
/// <param name="Last">This machine's last deployment of the environment, if any.</param>
internal sealed record DeployedCommit(string? Commit, DateTimeOffset? At, string? Mark, Change? Last)
{
    /// <summary>Gets whether the mark is still where it was before our last deployment: that one succeeded, and its mark was not moved.</summary>
    public bool MarkIsLate => Last is not null && Mark != Last.To && Mark == DeployChange.MarkBefore(Last);

    public static async Task<DeployedCommit> ReadAsync(OperationContext context, InfrastructureDefinition infrastructure, string environment, CancellationToken cancellationToken)
    {
        Change? last = null;
        await foreach (Change change in context.History.AppliedChangesAsync(context.Service.Name, [DeployChange.Kind], environment, cancellationToken).ConfigureAwait(false))
        {
            if (DeployChange.IsOf(change, infrastructure))
            {
                last = change;
                break;
            }
        }

        if (infrastructure.MarkOf(environment) is not { } name)
        {
            return new DeployedCommit(last?.To, last is null ? null : DeployChange.PlannedAt(last), null, last);
        }

        string? mark = (await context.Connections.Git.ListRefsAsync(infrastructure.Url, [name], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(name);
        DeployedCommit read = new(mark ?? last?.To, null, mark, last);
        string? commit = read.MarkIsLate ? last!.To : read.Commit;
        return read with { Commit = commit, At = last is not null && last.To == commit ? DeployChange.PlannedAt(last) : null };
    }

    /// <summary>Tells other machines of our last deployment. Does nothing where they know, or where one of them has deployed since.</summary>
    /// <exception cref="GuruException">The mark could not be moved (as <see cref="Ports.IGitRemote.UpdateRefAsync"/>).</exception>
    public async Task SettleMarkAsync(OperationContext context, InfrastructureDefinition infrastructure, string environment, CancellationToken cancellationToken)
    {
        if (infrastructure.MarkOf(environment) is { } name && MarkIsLate)
        {
            await context.Connections.Git.UpdateRefAsync(new Branches.RefUpdate(infrastructure.Url, name, Mark, Last!.To!), cancellationToken).ConfigureAwait(false);
        }
    }
}
