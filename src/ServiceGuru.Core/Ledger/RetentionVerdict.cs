using System.Text.Json.Serialization;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Ledger;

/// <summary>What retention says of a run that is older than the rule wants.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Service">Its service, or null where it can't be read.</param>
/// <param name="Runbook">Its runbook.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Kept">Why it stays, or null where it goes.</param>
public sealed record RetentionVerdict(string RunId, string? Service, string? Runbook, RunStatus? Status, DateTimeOffset? EndedAt, string? Kept)
{
    /// <summary>Whether it goes.</summary>
    public bool Goes => Kept is null;

    /// <summary>Whether there is no such run.</summary>
    [JsonIgnore]
    public bool Missing { get; init; }
}
