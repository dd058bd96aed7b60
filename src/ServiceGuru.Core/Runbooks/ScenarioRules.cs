using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>Checks a scenario against the parameters of its runbook.</summary>
internal static class ScenarioRules
{
    /// <summary>Adds a diagnostic for every parameter that the runbook lacks, and every value that is none of its type.</summary>
    /// <param name="node">The scenario as it is written.</param>
    /// <param name="runbook">The runbook's name.</param>
    /// <param name="parameters">The runbook's parameters.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    public static void Check(DocumentNode? node, string runbook, IReadOnlyDictionary<string, RunbookParameter> parameters, ICollection<Diagnostic> diagnostics)
    {
        if ((node as MappingNode)?.Find("parameters") is not MappingNode values)
        {
            return;
        }

        foreach (MappingEntry entry in values.Entries.Where(entry => entry.Key.Value is not null))
        {
            string name = entry.Key.Value!;
            if (!parameters.TryGetValue(name, out RunbookParameter? parameter))
            {
                diagnostics.Add(new Diagnostic("UnknownParameter", entry.Key.Position, $"runbook {runbook} has no parameter '{name}'.{NearestName.Hint(name, parameters.Keys)}"));
            }
            else if (ParameterBinder.Mismatch(parameter.Type, entry.Value) is { } found)
            {
                diagnostics.Add(new Diagnostic("InvalidValue", entry.Value.Position, $"the parameter '{name}' must be {ParameterBinder.Expected(parameter.Type)}, not {found}."));
            }
        }
    }
}
