using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Health;

/// <summary>
/// The last log lines of the containers that findings are about. Logs are read one by one from the nodes, so only of a
/// few containers: the gravest ones, side by side.
/// </summary>
internal sealed class LogTails
{
    private const int Containers = 5;
    private const int Lines = 10;

    private readonly Dictionary<ContainerReference, IReadOnlyList<string>> _tails;

    private LogTails(Dictionary<ContainerReference, IReadOnlyList<string>> tails) => _tails = tails;

    /// <summary>Reads them.</summary>
    /// <param name="cluster">Where the containers run.</param>
    /// <param name="findings">The findings, in any order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<LogTails> ReadAsync(ICluster cluster, IEnumerable<HealthFinding> findings, CancellationToken cancellationToken)
    {
        List<ContainerReference> containers = [.. findings.GravestFirst()
            .Where(finding => finding is { Container: not null, Verdict: not HealthVerdict.Healthy })
            .Select(finding => finding.Container!)
            .Distinct()
            .Take(Containers)];
        IReadOnlyList<string>[] tails = await Task.WhenAll(containers.Select(container => ReadAsync(cluster, container, cancellationToken))).ConfigureAwait(false);
        return new LogTails(containers.Zip(tails).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    /// <summary>Gives a finding with its log's last lines as further evidence.</summary>
    public HealthFinding AddTo(HealthFinding finding) => finding.Container is { } container && _tails.TryGetValue(container, out IReadOnlyList<string>? tail)
        ? finding with { Evidence = [.. finding.Evidence, .. tail] }
        : finding;

    /// <summary>Gives a workload whose findings have their logs' last lines.</summary>
    public WorkloadHealth AddTo(WorkloadHealth workload) => workload with { Findings = [.. workload.Findings.Select(AddTo)] };

    private static async Task<IReadOnlyList<string>> ReadAsync(ICluster cluster, ContainerReference container, CancellationToken cancellationToken)
    {
        try
        {
            IReadOnlyList<string> lines = await cluster.ReadLogTailAsync(container.Pod, container.Name, container.Previous, Lines, cancellationToken).ConfigureAwait(false);
            return lines.Count == 0 ? [$"log of {container.Name}: empty"] : [.. lines.Select(line => $"log of {container.Name}: {line}")];
        }
        catch (GuruException exception)
        {
            // Evidence that can't be had changes no verdict, but its absence is told.
            return [$"log of {container.Name}: not readable ({exception.Failure.Id}: {exception.Failure.Message})"];
        }
    }
}
