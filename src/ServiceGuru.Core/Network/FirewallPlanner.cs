using ServiceGuru.Operations;

namespace ServiceGuru.Network;

/// <summary>Works out for which domains a rule has to be asked for, and how.</summary>
internal sealed class FirewallPlanner(FirewallAsk ask, OperationContext context)
{
    private readonly List<PlanNote> _notes = [];
    private readonly List<Failure> _blockers = [];

    /// <summary>Plans. Reads the tracker, the clusters and the hosts; writes nothing.</summary>
    public async Task<Plan> PlanAsync(string operation, CancellationToken cancellationToken)
    {
        IReadOnlyList<TrackingIssue> open = await context.Connections.Issues.ListOpenAsync(ask.Firewall.Tracker, cancellationToken).ConfigureAwait(false);
        List<(string Domain, DomainTarget Target)> wanted = [];
        foreach ((string domain, DomainTarget target) in ask.Domains.Zip(ask.Targets))
        {
            if (open.FirstOrDefault(issue => FirewallMarker.IsAbout(issue, target.Host)) is { } known)
            {
                _notes.Add(new PlanNote(domain, $"is asked for already: {known.WebUrl}", known.WebUrl.ToString()));
            }
            else
            {
                wanted.Add((domain, target));
            }
        }

        IReadOnlyList<DomainAccess> blocked = [];
        if (wanted.Count > 0 && !ask.Untested)
        {
            blocked = await TestAsync(wanted, cancellationToken).ConfigureAwait(false);
        }

        List<Change> changes = wanted.Count == 0 ? [] : await ChangesAsync(wanted, blocked, cancellationToken).ConfigureAwait(false);
        return new Plan { Operation = operation, Changes = changes, Notes = _notes, Blockers = _blockers };
    }

    // Takes out of the list what needs no rule, and gives where the others are blocked.
    private async Task<IReadOnlyList<DomainAccess>> TestAsync(List<(string Domain, DomainTarget Target)> wanted, CancellationToken cancellationToken)
    {
        DomainAccessReport report = await new DomainTester(context)
            .TestAsync([.. wanted.Select(one => one.Target)], ask.Environments, null, cancellationToken).ConfigureAwait(false);
        _blockers.AddRange(report.Problems);
        foreach ((string domain, DomainTarget target) in wanted.ToList())
        {
            List<DomainAccess> rows = [.. report.Rows.Where(row => row.Domain == target.Host)];
            if (rows.Exists(row => row.Verdict == DomainVerdict.Blocked))
            {
                continue;
            }

            wanted.Remove((domain, target));
            if (rows.Find(row => row.Verdict != DomainVerdict.Reachable) is { } other)
            {
                _blockers.Add(NotBlocked(domain, other));
            }
            else if (rows.Count > 0)
            {
                _notes.Add(new PlanNote(domain, $"can be reached from {string.Join(" and ", rows.Select(row => row.Namespace))}: no rule is needed"));
            }
        }

        return [.. report.Rows.Where(row => row.Verdict == DomainVerdict.Blocked)];
    }

    private async Task<List<Change>> ChangesAsync(
        List<(string Domain, DomainTarget Target)> wanted, IReadOnlyList<DomainAccess> blocked, CancellationToken cancellationToken)
    {
        const int Ssh = 22;
        List<string> addresses = [];
        foreach ((string domain, DomainTarget target) in ask.Ports.Contains(Ssh) ? wanted : [])
        {
            HostReach seen = await context.Connections.Network.LookAsync(target.Host, [Ssh], context.Service.Network!.Timeout, cancellationToken).ConfigureAwait(false);
            addresses.AddRange(seen.Addresses);
            if (seen.Addresses.Count == 0)
            {
                _blockers.Add(NoAddress(domain));
            }
        }

        // Where the rule is there already, it need not be asked for.
        List<string> clusters =
        [
            .. ask.Environments.Where(environment => blocked.Count == 0 || blocked.Any(row => row.Environment == environment.Name))
                .Select(environment => ask.Firewall.Clusters.GetValueOrDefault(environment.Name, environment.Name)).Distinct(StringComparer.Ordinal),
        ];
        if (wanted.Count == 0)
        {
            return [];
        }

        List<string> domains = [.. wanted.Select(one => one.Domain)];
        FirewallText text = new(clusters, domains, ask.Ports, [.. addresses.Distinct(StringComparer.Ordinal)], ask.Justification);
        List<Change> changes = [];
        string file = Path.GetFullPath(ask.File ?? $"firewall-request-{wanted[0].Target.Host}.txt", context.WorkingDirectory);
        switch (await FirewallChanges.ReadAsync(file, cancellationToken).ConfigureAwait(false))
        {
            case null:
                changes.Add(FirewallChanges.Write(file, text.Ticket(), $"{changes.Count + 1}"));
                break;
            case var there when there != text.Ticket():
                _blockers.Add(FileExists(file));
                break;
            default:
                _notes.Add(new PlanNote(file, "has this text already"));
                break;
        }

        // Once the issue is open, the domains count as asked for, and nobody would get the text any more.
        changes.Add(FirewallChanges.Open(ask.Firewall, domains, text.Issue(ask.Firewall, blocked.SelectMany(row => row.Evidence).Distinct()), $"{changes.Count + 1}") with
        {
            After = [.. changes.Select(change => change.Id)],
        });
        return changes;
    }

    private static Failure NotBlocked(string domain, DomainAccess row) => new()
    {
        Id = "DomainNotBlocked",
        Message = $"It is not the firewall that keeps {row.Namespace} from {domain}.",
        Target = domain,
        Cause = $"The test says {row.Verdict}.",
        Evidence = row.Evidence,
        NextAction = $"{row.NextAction} If a rule is wanted all the same: --untested (PowerShell: -Untested).",
    };

    private static Failure NoAddress(string domain) => new()
    {
        Id = "DomainUnknown",
        Message = $"SSH is asked for by addresses, and nobody knows one of {domain}.",
        Target = domain,
        NextAction = "Check the spelling.",
    };

    private static Failure FileExists(string file) => new()
    {
        Id = "FileExists",
        Kind = FailureKind.Usage,
        Message = $"{file} is there already, with another text.",
        Target = file,
        NextAction = "Remove it, or name another file with --file (PowerShell: -Path).",
    };
}
