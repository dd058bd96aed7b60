using System.Text.Json.Nodes;
using ServiceGuru.Runbooks.Events;

namespace ServiceGuru.Approvals;

/// <summary>Where a gate stands by the answers so far.</summary>
public sealed record GateVerdict
{
    /// <summary>Whether enough different people who may have said yes, nobody has said no, and nothing that is required is missing.</summary>
    public bool Open => No is null && Approvers.Count >= Need && Missing.Count == 0;

    /// <summary>How many must say yes.</summary>
    public required int Need { get; init; }

    /// <summary>The answer that closed it, or null.</summary>
    public GateAnswered? No { get; init; }

    /// <summary>Who said yes and counts, each once, in order: ids of people, or identities that the definition does not know.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>The values given so far.</summary>
    public JsonObject Values { get; init; } = [];

    /// <summary>The required inputs that nobody has given yet.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
