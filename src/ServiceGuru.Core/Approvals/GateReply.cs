using System.Text.Json.Nodes;

namespace ServiceGuru.Approvals;

/// <summary>What somebody wants to answer to a gate of a run.</summary>
public sealed record GateReply
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The gate's step.</summary>
    public required string Step { get; init; }

    /// <summary>Who answers: a login, or an identity with its kind before it, see <see cref="Identity"/>.</summary>
    public required string By { get; init; }

    /// <summary>Whether the answer is yes.</summary>
    public required bool Yes { get; init; }

    /// <summary>What they say with it.</summary>
    public string? Comment { get; init; }

    /// <summary>The values that the gate asks for, as texts or as what they are.</summary>
    public JsonObject? Values { get; init; }

    /// <summary>Where it is given: <c>command</c>, <c>page</c>.</summary>
    public required string Via { get; init; }

    /// <summary>The opening that is answered; the present one if absent. Must be given for one that is still to come.</summary>
    public int? Opening { get; init; }
}
