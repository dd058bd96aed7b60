namespace ServiceGuru.Health;

/// <summary>The one order in which findings are told and their logs are read.</summary>
internal static class FindingOrder
{
    /// <summary>Orders findings by what they make of their target, then by their weight; alike ones keep their order.</summary>
    public static IEnumerable<HealthFinding> GravestFirst(this IEnumerable<HealthFinding> findings) =>
        findings.OrderByDescending(finding => finding.Verdict).ThenBy(finding => finding.Severity);
}
