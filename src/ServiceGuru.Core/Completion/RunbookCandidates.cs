using ServiceGuru.Documents;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Completion;

/// <summary>What a runbook's caller may name.</summary>
public static class RunbookCandidates
{
    /// <summary>The parameters.</summary>
    /// <param name="runbook">The runbook.</param>
    public static IEnumerable<Candidate> Parameters(Runbook runbook) => runbook.Parameters.Select(parameter => new Candidate(
        parameter.Key,
        $"{TypeShape.Key(parameter.Value.Type.ToString())}, {(parameter.Value.Default is { } value ? $"default '{value}'" : "required")}{(parameter.Value.Description is { } text ? $": {text}" : string.Empty)}"));
}
