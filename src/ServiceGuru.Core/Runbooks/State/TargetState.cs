using System.Text.Json.Nodes;
using ServiceGuru.Ledger;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Runbooks.State;

/// <summary>Where a target of a step stands, by the record of the run that it belongs to.</summary>
/// <param name="Target">The target.</param>
public sealed record TargetState(TargetHeader Target)
{
    /// <summary>Pending until its end is recorded; whether it is under way, its own run tells.</summary>
    public StepStatus Status { get; init; }

    /// <summary>The output: a <see cref="JsonMap"/>, or what else JSON can be as plain values.</summary>
    public object? Output => PlainValue.Of(OutputNode);

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Whether what it had changed was taken back.</summary>
    public bool Undone { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The sequence of the record by which it ended, or null while it has not.</summary>
    public long? EndedIn { get; init; }

    internal JsonNode? OutputNode { get; init; }
}
