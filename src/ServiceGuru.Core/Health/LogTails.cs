using ServiceGuru.Operations;
using ServiceGuru.Ports;

namespace ServiceGuru.Health;

/// <summary>
/// The last log lines of the containers that findings are about. Logs are read one by one from the nodes, so only of a
/// few containers: the gravest ones, side by side.
/// </summary>
internal sealed class LogTails(IReadOnlyList<LogTail> all)
{
    private const int Containers = 5;
    private const int Lines = 10;

    private readonly Dictionary<ContainerReference, LogTail> _tails = all.DistinctBy(tail => tail.Container).ToDictionary(tail => tail.Container);

    /// <summary>Gets what was read.</summary>
    public IReadOnlyList<LogTail> All => all;

    /// <summary>Reads them.</summary>
    /// <param name="cluster">Where the containers run.</param>
    /// <param name="findings">The findings, in any order.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<LogTails> ReadAsync(ICluster cluster, IEnumerable<HealthFinding> findings, CancellationToken cancellationToken)
    {
        IEnumerable<ContainerReference> containers = findings.GravestFirst()
            .Where(finding => finding is { Container: not null, Verdict: not HealthVerdict.Healthy })
            .Select(finding => finding.Container!)
            .Distinct()
            .Take(Containers);
        return new LogTails(await Task.WhenAll(containers.Select(container => ReadAsync(cluster, container, cancellationToken))).ConfigureAwait(false));
    }

    /// <summary>Gives a finding with its log's last lines as further evidence.</summary>
    public HealthFinding AddTo(HealthFinding finding) => finding.Container is { } container && _tails.TryGetValue(container, out LogTail? tail)
        ? finding with { Evidence = [.. finding.Evidence, .. Told(tail)] }
        : finding;

    /// <summary>Gives a workload whose findings have their logs' last lines.</summary>
    public WorkloadHealth AddTo(WorkloadHealth workload) => workload with { Findings = [.. workload.Findings.Select(AddTo)] };

    private static IEnumerable<string> Told(LogTail tail) =>
        tail.Problem is not null ? [$"log of {tail.Container.Name}: not readable ({tail.Problem})"]
        : tail.Lines.Count == 0 ? [$"log of {tail.Container.Name}: empty"]
        : tail.Lines.Select(line => $"log of {tail.Container.Name}: {line}");

    private static async Task<LogTail> ReadAsync(ICluster cluster, ContainerReference container, CancellationToken cancellationToken)
    {
        try
        {
            return new LogTail(container, await cluster.ReadLogTailAsync(container.Pod, container.Name, container.Previous, Lines, cancellationToken).ConfigureAwait(false), null);
        }
        catch (GuruException exception)
        {
            // Evidence that can't be had changes no verdict, but its absence is told.
            return new LogTail(container, [], $"{exception.Failure.Id}: {exception.Failure.Message}");
        }
    }
}
