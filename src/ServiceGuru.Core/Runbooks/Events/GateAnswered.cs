using ServiceGuru.Ledger;

namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody answered a gate, or approved the destructive changes of a step.</summary>
/// <param name="Step">The step.</param>
/// <param name="By">Who, as the answer came: a login, or an identity with its kind before it.</param>
/// <param name="Yes">Whether the answer is yes.</param>
/// <param name="Comment">What they said, or how the answer came.</param>
public sealed record GateAnswered(string Step, string By, bool Yes, string? Comment) : RunEvent
{
    /// <summary>The <see cref="Via"/> of an answer that nobody could read; it is a no.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>The person in the definition, or null where it knows nobody by that identity.</summary>
    public string? Person { get; init; }

    /// <summary>The values given with it, checked.</summary>
    public JsonMap? Values { get; init; }

    /// <summary>Where it was given: <c>terminal</c>, <c>command</c>, <c>page</c>, or a channel's name.</summary>
    public string? Via { get; init; }

    /// <summary>What tells this answer from all others, so that it is recorded once; null for an answer at a terminal.</summary>
    public string? Key { get; init; }

    /// <summary>Why it does not count, or null where it does.</summary>
    public string? Refused { get; init; }
}
