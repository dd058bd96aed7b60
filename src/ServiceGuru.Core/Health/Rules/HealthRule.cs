namespace ServiceGuru.Health.Rules;

/// <summary>One state that something can be in, and how it is recognized.</summary>
/// <param name="Reason">The state's stable name.</param>
/// <param name="Layer">Where it belongs.</param>
/// <param name="Severity">How much it weighs, unless a sighting says otherwise.</param>
/// <param name="Look">Gives what is seen, or null where the state is not there.</param>
internal sealed record HealthRule<TSubject>(string Reason, HealthLayer Layer, FindingSeverity Severity, Func<TSubject, Sighting?> Look)
    where TSubject : IRuleSubject
{
    /// <summary>Gives the finding, or null where the state is not there.</summary>
    public HealthFinding? Apply(TSubject subject)
    {
        if (Look(subject) is not { } seen)
        {
            return null;
        }

        FindingSeverity severity = seen.Severity ?? Severity;
        DateTimeOffset? graceUntil = severity == FindingSeverity.AfterGrace ? seen.Since + subject.Scope.Policy.Grace : null;
        return new HealthFinding
        {
            Target = subject.Target,
            Subject = subject.Subject,
            Reason = Reason,
            Layer = Layer,
            Severity = severity,
            Verdict = severity switch
            {
                FindingSeverity.Warning => HealthVerdict.Healthy,
                FindingSeverity.AfterGrace when graceUntil is null || subject.Scope.Now < graceUntil => HealthVerdict.Degraded,
                _ => HealthVerdict.Unhealthy,
            },
            Message = seen.Message,
            Cause = string.IsNullOrWhiteSpace(seen.Cause) ? null : seen.Cause,
            Evidence = seen.Evidence,
            NextAction = seen.NextAction,
            Since = seen.Since,
            GraceUntil = graceUntil,
            Container = seen.Log,
        };
    }
}
