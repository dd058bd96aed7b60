using System.Globalization;
using ServiceGuru.Health;

namespace ServiceGuru.Rollouts;

/// <summary>
/// The pods that a workload had at one time, in a form that the ledger keeps. A StatefulSet's pods inherit their names,
/// so a pod is its name and when it was made.
/// </summary>
internal sealed class PodRoster
{
    private const string KeyPrefix = "pods:";

    private readonly HashSet<string> _pods;

    private PodRoster(IEnumerable<string> pods) => _pods = [.. pods];

    /// <summary>Gives the name under which a workload's roster is kept.</summary>
    public static string Key(string workload) => KeyPrefix + workload;

    public static PodRoster Of(IEnumerable<PodState> pods) => new(pods.Select(Entry));

    public static PodRoster Parse(string text) => new(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Counts the pods of the roster that are gone.</summary>
    public int CountGone(IEnumerable<PodState> now)
    {
        HashSet<string> left = [.. now.Select(Entry)];
        return _pods.Count(pod => !left.Contains(pod));
    }

    public override string ToString() => string.Join(' ', _pods.Order(StringComparer.Ordinal));

    private static string Entry(PodState pod) => $"{pod.Name}@{pod.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)}";
}
