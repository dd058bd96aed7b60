namespace ServiceGuru.Health;

/// <summary>
/// Tells old failures from new ones. As many findings of a kind about a subject are known as the baseline had; one more is
/// news. A warning that has become a failure is news, too, and what can't be read is never known.
/// </summary>
internal sealed class BaselineComparison
{
    private readonly Dictionary<(string Subject, string Reason), int> _known;

    public BaselineComparison(HealthBaseline? baseline) => _known = (baseline?.Findings ?? [])
        .Where(finding => finding.Verdict is HealthVerdict.Degraded or HealthVerdict.Unhealthy)
        .GroupBy(finding => (finding.Subject, finding.Reason))
        .ToDictionary(group => group.Key, group => group.Count());

    /// <summary>Marks what is known; to be asked once for each finding.</summary>
    public IReadOnlyList<HealthFinding> Mark(IEnumerable<HealthFinding> findings) => [.. findings.Select(Mark)];

    private HealthFinding Mark(HealthFinding finding)
    {
        (string, string) key = (finding.Subject ?? finding.Target, finding.Reason);
        if (finding.Verdict is not (HealthVerdict.Degraded or HealthVerdict.Unhealthy) || !_known.TryGetValue(key, out int left) || left == 0)
        {
            return finding;
        }

        _known[key] = left - 1;
        return finding with { Known = true, Verdict = HealthVerdict.Healthy };
    }
}
