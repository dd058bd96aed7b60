using ServiceGuru.Exec;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Network;

/// <summary>Tests domains from inside the clusters and from outside.</summary>
internal sealed class DomainTester(OperationContext context)
{
    // What the exec itself and the start of Python may take besides the connections.
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(25);

    private NetworkDefinition Network { get; } = Defined(context.Service);

    /// <summary>Gives the definition's section.</summary>
    /// <exception cref="GuruException">There is none (<c>NetworkNotDefined</c>).</exception>
    public static NetworkDefinition Defined(ServiceDefinition service) => service.Network ?? throw new GuruException(new Failure
    {
        Id = "NetworkNotDefined",
        Kind = FailureKind.Usage,
        Message = $"The definition of {service.Name} does not say from where domains are tested.",
        Target = service.Name,
        NextAction = "Add it to the service definition under 'network'.",
    });

    /// <summary>Gives the environments of their names, or all.</summary>
    public static IReadOnlyList<EnvironmentChoice> Environments(ServiceDefinition service, IReadOnlyList<string>? names) =>
    [
        .. (names is { Count: > 0 } ? names : [.. service.Environments.Keys]).Distinct(StringComparer.Ordinal)
            .Select(name => new EnvironmentChoice(name, service.FindEnvironment(name))),
    ];

    /// <summary>Tests every domain from every place.</summary>
    public async Task<DomainAccessReport> TestAsync(
        IReadOnlyList<DomainTarget> targets, IReadOnlyList<EnvironmentChoice> environments, IReadOnlyList<int>? ports, CancellationToken cancellationToken)
    {
        context.Progress.Report($"looking from outside at {string.Join(", ", targets.Select(target => target.Host))}");
        Task<IReadOnlyList<HostReach>> outside = SideBySide.SelectAsync(
            targets, (target, token) => context.Connections.Network.LookAsync(target.Host, PortsOf(target, ports), Network.Timeout, token), cancellationToken);
        IReadOnlyList<(IReadOnlyList<PodPlace> Places, Failure? Problem)> found = await SideBySide.SelectAsync(
            environments, FindPlacesAsync, cancellationToken).ConfigureAwait(false);
        List<Failure> problems = [.. found.Select(one => one.Problem).OfType<Failure>()];
        IReadOnlyList<HostReach> seen = await outside.ConfigureAwait(false);
        var pairs = targets.Zip(seen).SelectMany(target => found.SelectMany(one => one.Places).Select(place => (Target: target.First, Outside: target.Second, Place: place))).ToList();
        IReadOnlyList<(DomainAccess? Row, Failure? Problem)> rows = await SideBySide.SelectAsync(
            pairs, (pair, token) => RowAsync(pair.Target, pair.Outside, pair.Place, ports, token), cancellationToken).ConfigureAwait(false);
        problems.AddRange(rows.Select(row => row.Problem).OfType<Failure>());
        return new DomainAccessReport
        {
            CheckedAt = context.Time.GetUtcNow(),
            Rows = [.. rows.Select(row => row.Row).OfType<DomainAccess>()],

            // Two domains that fail in the same way for the same reason are one problem.
            Problems = [.. problems.DistinctBy(problem => (problem.Id, problem.Target, problem.Cause))],
        };
    }

    private IReadOnlyList<int> PortsOf(DomainTarget target, IReadOnlyList<int>? ports) =>
        ports is { Count: > 0 } ? ports : target.Port is { } port ? [port] : Network.Ports;

    private async Task<(IReadOnlyList<PodPlace> Places, Failure? Problem)> FindPlacesAsync(EnvironmentChoice environment, CancellationToken cancellationToken)
    {
        List<PodPlace> places = [];
        try
        {
            places.Add(await PodFinder.FindAsync(environment, [Network.From.Workload], context, cancellationToken).ConfigureAwait(false));
            foreach (string name in Network.From.Namespaces)
            {
                string other = name.Replace("{namespace}", environment.Definition.Namespace, StringComparison.Ordinal);
                if (await PodFinder.FindAnyAsync(environment, other, context, cancellationToken).ConfigureAwait(false) is { } place)
                {
                    places.Add(place);
                }
            }

            return (places, null);
        }
        catch (GuruException error)
        {
            return (places, error.Failure.On(environment.Name));
        }
    }

    private async Task<(DomainAccess? Row, Failure? Problem)> RowAsync(
        DomainTarget target, HostReach outside, PodPlace place, IReadOnlyList<int>? ports, CancellationToken cancellationToken)
    {
        try
        {
            context.Progress.Report($"looking from {place.Pod} at {target.Host}");
            HostReach inside = await LookAsync(target.Host, PortsOf(target, ports), place, cancellationToken).ConfigureAwait(false);
            return (DomainAccessText.Row(target.Host, place, inside, outside, context.Service), null);
        }
        catch (GuruException error)
        {
            return (null, error.Failure with { Target = place.Environment, Evidence = [.. error.Failure.Evidence, $"{target.Host} could not be tested from {place.Namespace}."] });
        }
    }

    private async Task<HostReach> LookAsync(string host, IReadOnlyList<int> ports, PodPlace place, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> command = ReachScript.Command(host, ports, Network.Timeout);
        TimeSpan limit = (Network.Timeout * ports.Count) + Margin;
        PodCommandResult result;
        try
        {
            result = await place.RunAsync(command, limit, repeatable: true, cancellationToken).ConfigureAwait(false);
        }
        catch (GuruException missing) when (missing.Failure.Id == "PodProgramMissing")
        {
            return await LookByCurlAsync(host, ports, place, cancellationToken).ConfigureAwait(false);
        }

        return result.ExitCode is 126 or 127
            ? await LookByCurlAsync(host, ports, place, cancellationToken).ConfigureAwait(false)
            : ReachScript.Read(result.Output) ?? throw new GuruException(place.Failed("DomainTestFailed", $"The test of {host} failed", command, result));
    }

    private async Task<HostReach> LookByCurlAsync(string host, IReadOnlyList<int> ports, PodPlace place, CancellationToken cancellationToken)
    {
        List<PortReach> found = [];
        foreach (int port in ports)
        {
            IReadOnlyList<string> command = ReachByCurl.Command(host, port, Network.Timeout);
            PodCommandResult result = await place.RunAsync(command, Network.Timeout + Margin, repeatable: true, cancellationToken).ConfigureAwait(false);
            found.Add(result.ExitCode is 126 or 127
                ? throw new GuruException(place.Failed("DomainTestFailed", $"There is neither python3 nor curl to test {host} with", command, result))
                : ReachByCurl.Read(port, result));
        }

        return new HostReach([], found);
    }
}
