using System.Text.Json.Nodes;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>One target of a step with its inputs, before it has a run.</summary>
/// <param name="Name">Its name, unique in the step.</param>
/// <param name="Inputs">The inputs with all references resolved.</param>
internal sealed record TargetItem(string Name, JsonObject Inputs);
