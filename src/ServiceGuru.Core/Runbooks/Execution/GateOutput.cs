using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>The output of <c>gate/approval</c>.</summary>
/// <param name="Approvers">Who said yes: ids of people, or identities that the definition does not know.</param>
/// <param name="Values">The values that they gave, by the name of the gate's input.</param>
public sealed record GateOutput(IReadOnlyList<string> Approvers, IReadOnlyDictionary<string, JsonValue> Values);
