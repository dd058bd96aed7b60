using ServiceGuru.Documents;
using ServiceGuru.Runbooks.Execution;

namespace ServiceGuru.Runbooks;

/// <summary>Knows which values the output of a gate will have: those that the gate asks for.</summary>
internal static class GateReferences
{
    /// <summary>Lists the names of the values of a step that is a gate.</summary>
    /// <param name="step">The step.</param>
    /// <param name="path">The path within its output so far.</param>
    /// <returns>The names, or null where the path is none of a gate's values or the names can't be told.</returns>
    public static IReadOnlyList<string>? Names(RunbookStep step, IReadOnlyList<string> path) =>
        step.Operation.Id == ApprovalGate.OperationId && path is ["values"] && !Reference.LooksLikeOne((Inputs(step) as ScalarNode)?.Value ?? string.Empty)
            ? Inputs(step) is MappingNode inputs ? [.. inputs.Entries.Select(entry => entry.Key.Value).OfType<string>()] : []
            : null;

    private static DocumentNode? Inputs(RunbookStep step) => step.With?.Find(TypeShape.Key(nameof(GateRequest.Inputs)));
}
