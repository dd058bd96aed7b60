using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>Says why the answer to "is it healthy?" is no.</summary>
internal static class HealthFailures
{
    /// <summary>Gives the failure, or null where the environment is healthy.</summary>
    public static Failure? Of(HealthReport report)
    {
        if (report.Verdict == HealthVerdict.Healthy)
        {
            return null;
        }

        List<HealthFinding> counting = [.. report.Counting()];
        List<HealthFinding> decisive = [.. counting.Where(finding => finding.Verdict == report.Verdict)];
        Failure failure = new()
        {
            Id = "EnvironmentUnhealthy",
            Message = $"{report.Environment} is not healthy: {Quantity.Of(decisive.Count, "finding")}.",
            Target = report.Environment,
            Cause = decisive.Count == 0 ? null : decisive[0].Message,
            Evidence = decisive.Count == 0 ? [] : decisive[0].Evidence,
            NextAction = decisive.Count == 0 ? null : decisive[0].NextAction,
            Details = [.. counting.Select(finding => finding.ToFailure())],
        };
        return report.Verdict switch
        {
            HealthVerdict.Unknown => failure with
            {
                Id = "HealthUnknown",
                Kind = FailureKind.Unreachable,
                Message = $"Nobody can tell whether {report.Environment} is healthy: {Quantity.Of(decisive.Count, "source")} could not be read.",
                Transient = decisive.TrueForAll(finding => finding.Transient),
            },
            HealthVerdict.Degraded => failure with
            {
                Id = "EnvironmentDegraded",
                Message = $"{report.Environment} is not healthy yet: {Quantity.Of(decisive.Count, "state")} may still heal.",
                NextAction = WaitUntil(decisive) + decisive[0].NextAction,
                Transient = true,
            },
            _ => failure,
        };
    }

    /// <summary>Gives the failure of a check that could read nothing.</summary>
    public static Failure NothingReadable(string environment, IEnumerable<Failure> failures)
    {
        List<Failure> details = [.. failures];
        return new Failure
        {
            Id = "HealthUnknown",
            Kind = FailureKind.Unreachable,
            Message = $"Nobody can tell whether {environment} is healthy: no source could be read.",
            Target = environment,
            Cause = details[0].Message,
            Evidence = details[0].Evidence,
            NextAction = details[0].NextAction ?? "Check the network and the credentials, then check again.",
            Details = details,
            Transient = details.TrueForAll(detail => detail.Transient),
        };
    }

    private static string WaitUntil(IReadOnlyList<HealthFinding> findings) => findings.Max(finding => finding.GraceUntil) is { } until
        ? FormattableString.Invariant($"Check again; the grace ends at {until.UtcDateTime:HH:mm:ss}Z. ")
        : "Check again. ";
}
