using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>The output of <c>gate/approval</c>.</summary>
/// <param name="Approvers">Who said yes: ids of people, or identities that the definition does not know.</param>
public sealed record GateOutput(IReadOnlyList<string> Approvers)
{
    /// <summary>The values that they gave, by the name of the gate's input.</summary>
    public IReadOnlyDictionary<string, JsonValue> Values { get; init; } = new Dictionary<string, JsonValue>();
}
