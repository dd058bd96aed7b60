using ServiceGuru.Documents;
using ServiceGuru.Runbooks;

namespace ServiceGuru.Sessions;

/// <summary>Tells what is different in two texts of a runbook.</summary>
internal static class RunbookDifferences
{
    /// <summary>Lists what was added, removed and changed, one line each.</summary>
    public static IReadOnlyList<string> Between(Runbook before, Runbook now)
    {
        Dictionary<string, RunbookStep> old = before.Steps.ToDictionary(step => step.Id, StringComparer.Ordinal);
        List<string> lines =
        [
            .. now.Steps.Where(step => !old.ContainsKey(step.Id)).Select(step => $"added: step '{step.Id}' ({step.Operation.Id})"),
            .. before.Steps.Where(step => !now.Steps.Any(other => other.Id == step.Id)).Select(step => $"removed: step '{step.Id}' ({step.Operation.Id})"),
            .. now.Steps.Where(step => old.ContainsKey(step.Id)).Select(step => (step.Id, What: string.Join(", ", Of(old[step.Id], step)))).Where(step => step.What.Length > 0).Select(step => $"changed: step '{step.Id}' ({step.What})"),
            .. before.Parameters.Keys.Union(now.Parameters.Keys).Where(name => before.Parameters.GetValueOrDefault(name) != now.Parameters.GetValueOrDefault(name)).Select(name => $"changed: parameter '{name}'"),
        ];
        return lines.Count > 0 ? lines : ["no step and no parameter: only comments, descriptions or the order of the text"];
    }

    private static IEnumerable<string> Of(RunbookStep before, RunbookStep now)
    {
        (string Name, bool Same)[] parts =
        [
            ("uses", before.Operation.Id == now.Operation.Id),
            ("with", Text(before.With) == Text(now.With)),
            ("needs", before.Needs.SequenceEqual(now.Needs)),
            ("when", before.When == now.When),
            ("timeout", before.Timeout == now.Timeout),
            ("retry", before.Retry == now.Retry),
            ("undo", before.Undo == now.Undo),
            ("title", before.Title == now.Title),
        ];
        return parts.Where(part => !part.Same).Select(part => part.Name);
    }

    // What was written, without where it stands.
    private static string Text(DocumentNode? node) => node switch
    {
        null => string.Empty,
        MappingNode map => $"{{{string.Join(',', map.Entries.Select(entry => $"{Text(entry.Key)}:{Text(entry.Value)}"))}}}",
        SequenceNode list => $"[{string.Join(',', list.Items.Select(Text))}]",
        ScalarNode scalar => $"{(scalar.Plain ? string.Empty : "'")}{scalar.Value}",
        _ => throw new NotSupportedException($"No input can be a {node.GetType().Name}."),
    };
}
