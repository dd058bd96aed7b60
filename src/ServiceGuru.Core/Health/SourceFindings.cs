using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>Findings of what is not in the cluster: endpoints, error tracker, and sources that can't be read.</summary>
internal static class SourceFindings
{
    /// <summary>Gives what an endpoint's answer tells, or null where it is as it should be.</summary>
    public static HealthFinding? Of(EndpointCheck check) => check.Healthy == true ? null : new HealthFinding
    {
        Target = check.Url.ToString(),
        Reason = check.Healthy is null ? "EndpointUnreachable" : "EndpointUnhealthy",
        Layer = HealthLayer.Endpoint,
        Severity = FindingSeverity.Terminal,
        Verdict = check.Healthy is null ? HealthVerdict.Unknown : HealthVerdict.Unhealthy,
        Message = check.Healthy is null ? $"{check.Url} could not be asked from here." : $"{check.Url} does not answer as it should.",
        Cause = check.Detail,
        Evidence = [$"answer after {Duration.Format(check.Duration)}: {check.Detail}"],
        // In quotes, since a shell takes an ampersand for the end of a command and a question mark for a pattern.
        NextAction = $"curl -i '{check.Url.AbsoluteUri.Replace("'", "%27", StringComparison.Ordinal)}'",

        // Not reached this time says nothing about the next.
        Transient = check.Healthy is null,
    };

    /// <summary>Gives what it means that a source can't be read: nobody can tell.</summary>
    public static HealthFinding Of(string source, Failure failure) => new()
    {
        Target = source,
        Reason = failure.Id,
        Layer = HealthLayer.Source,
        Severity = FindingSeverity.Terminal,
        Verdict = HealthVerdict.Unknown,
        Message = $"The {source} could not be read: {failure.Message}",
        Cause = failure.Cause,
        Evidence = failure.Evidence,
        NextAction = failure.NextAction ?? "Check the network and the credentials, then check again.",
        Transient = failure.Transient,
    };
}
