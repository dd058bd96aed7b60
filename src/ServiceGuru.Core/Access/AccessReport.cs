using ServiceGuru.Operations;

namespace ServiceGuru.Access;

/// <summary>Which rights are there.</summary>
/// <param name="Checks">The checks, by system and target.</param>
public sealed record AccessReport(IReadOnlyList<AccessCheck> Checks)
{
    /// <summary>Sums up what keeps the service from being operated: what is missing, else what could not be asked.</summary>
    /// <param name="checks">The checks.</param>
    /// <returns>The failure, or null where nothing needed is missing. What a system does not tell is no failure.</returns>
    public static Failure? FailureOf(IEnumerable<AccessCheck> checks)
    {
        List<Failure> failures = [.. checks.Where(check => !check.Optional && check.State is AccessState.Missing or AccessState.Unreachable).Select(Of)];
        bool missing = failures.Any(failure => failure.Kind == FailureKind.Refused);
        return failures.Count == 0 ? null : FailureSummary.Always(
            failures,
            missing ? "AccessMissing" : "AccessUnreachable",
            missing ? $"{Quantity.Of(failures.Count(failure => failure.Kind == FailureKind.Refused), "right")} missing." : $"{Quantity.Of(failures.Count, "system")} did not answer.");
    }

    private static Failure Of(AccessCheck check) => new()
    {
        Id = check.State == AccessState.Missing ? "AccessMissing" : "AccessUnreachable",
        Kind = check.State == AccessState.Missing ? FailureKind.Refused : FailureKind.Unreachable,
        Message = check.State == AccessState.Missing ? $"{check.System} {check.Target}: not allowed to {check.Right}." : $"{check.System} {check.Target}: {check.Right} could not be asked.",
        Target = check.Target,
        Cause = check.Reason,
        NextAction = check.NextAction,
    };
}
