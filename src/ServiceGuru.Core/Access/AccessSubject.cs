using ServiceGuru.Operations;

namespace ServiceGuru.Access;

/// <summary>A system and a target on it; makes the checks that are about them.</summary>
/// <param name="System">The system, one of <see cref="AccessSystems.All"/>.</param>
/// <param name="Target">On what.</param>
public sealed record AccessSubject(string System, string Target)
{
    /// <summary>The right is there.</summary>
    public AccessCheck Ok(string right, string? reason = null) => Make(right, AccessState.Ok, reason, null);

    /// <summary>The right is not there.</summary>
    public AccessCheck Missing(string right, string reason, string nextAction) => Make(right, AccessState.Missing, reason, nextAction);

    /// <summary>The system does not tell.</summary>
    public AccessCheck Unknown(string right, string reason, string nextAction) => Make(right, AccessState.Unknown, reason, nextAction);

    /// <summary>The system did not answer.</summary>
    public AccessCheck Unreachable(string right, string reason, string nextAction) => Make(right, AccessState.Unreachable, reason, nextAction);

    /// <summary>The question failed.</summary>
    public AccessCheck Of(string right, Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);

        // Whoever is not let in, or lacks the secret, has reached the system: it is a right that is missing.
        bool denied = failure.Kind != FailureKind.Unreachable
            || failure.Id.EndsWith("Forbidden", StringComparison.Ordinal)
            || failure.Id.EndsWith("Denied", StringComparison.Ordinal)
            || failure.Id.StartsWith("Secret", StringComparison.Ordinal);
        return Make(right, denied ? AccessState.Missing : AccessState.Unreachable, failure.Cause is null ? failure.Message : $"{failure.Message} {failure.Cause}", failure.NextAction);
    }

    /// <summary>Asks; a failure is an answer, too.</summary>
    public async Task<AccessCheck> AskAsync(string right, Func<Task<AccessCheck>> ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (GuruException error)
        {
            return Of(right, error.Failure);
        }
    }

    private AccessCheck Make(string right, AccessState state, string? reason, string? nextAction) =>
        new() { System = System, Target = Target, Right = right, State = state, Reason = reason, NextAction = nextAction };
}
