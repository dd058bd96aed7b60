namespace ServiceGuru.Ledger;

/// <summary>What somebody answers to a gate.</summary>
/// <param name="Step">The gate's step.</param>
/// <param name="By">Who.</param>
/// <param name="Yes">Whether the answer is yes.</param>
/// <param name="Comment">What they said.</param>
public sealed record GateAnswer(string Step, string By, bool Yes, string? Comment) : RunRequest(By)
{
    /// <summary>The values that the gate asks for, by the name of its input.</summary>
    public JsonMap? Values { get; init; }

    /// <summary>Where the answer was given: <c>terminal</c>, <c>command</c>, <c>page</c>, or a channel's name.</summary>
    public string? Via { get; init; }

    /// <summary>
    /// The opening of the gate that was answered, see <see cref="Runbooks.Events.GateOpened.Opening"/>. An answer that
    /// names none counts only where it comes while a process watches the open gate.
    /// </summary>
    public int? Opening { get; init; }

    /// <summary>What tells this answer from all others, e.g. the id of a chat message, so that it is recorded once.</summary>
    public string? Key { get; init; }
}
