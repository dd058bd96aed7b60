using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>Checks what a step says of its targets, as far as it can be told from the file.</summary>
internal static class ForEachRules
{
    private const int MostAtOnce = 1000;

    /// <summary>Reads them, or gives null where the step has none or they are wrong.</summary>
    public static StepTargets? Read(RunbookStepDocument step, MappingNode node, IOperation operation, ICollection<Diagnostic> diagnostics)
    {
        if (node.Find("forEach") is not { } items)
        {
            foreach (string key in (string[])["maxParallel", "failureBudget"])
            {
                if (node.Find(key) is { } lonely)
                {
                    Add(diagnostics, "InvalidValue", lonely, $"{key} says something about targets, and step '{step.Id}' has no forEach.");
                }
            }

            return null;
        }

        if (operation.Kind == OperationKind.Gate)
        {
            Add(diagnostics, "InvalidValue", items, $"step '{step.Id}' is a gate: people are asked once, not once for each target.");
        }

        if (step.MaxParallel is < 1 or > MostAtOnce)
        {
            Add(diagnostics, "InvalidValue", node.Find("maxParallel")!, $"maxParallel must be 1 to {MostAtOnce}.");
        }

        FailureBudget? budget = FailureBudget.Parse(step.FailureBudget);
        if (budget is null)
        {
            Add(diagnostics, "InvalidValue", node.Find("failureBudget")!, $"failureBudget must be a number of targets such as 3, or a part of them such as 5%, not '{step.FailureBudget}'.");
        }

        CheckItems(items, diagnostics);
        return new StepTargets(items, step.MaxParallel, budget ?? FailureBudget.None);
    }

    private static void CheckItems(DocumentNode items, ICollection<Diagnostic> diagnostics)
    {
        if (items is not SequenceNode list)
        {
            if (Reference.Whole(items) is null && !Reference.In(items).Any())
            {
                Add(diagnostics, "WrongType", items, "forEach must be a list, or a reference to one such as ${{ parameters.targets }}.");
            }
            else if (Reference.Whole(items) is null)
            {
                Add(diagnostics, "WrongType", items, "forEach must be one reference and nothing else, or a list.");
            }

            return;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (DocumentNode item in list.Items)
        {
            DocumentNode? name = item is MappingNode mapping ? mapping.Find("name") ?? mapping.Find("id") : item;
            if (name is not ScalarNode { Value: { Length: > 0 } text })
            {
                Add(diagnostics, "InvalidValue", item, item is MappingNode ? "a target that is a mapping needs a name (or id)." : "a target is a text, a number, or a mapping with a name.");
            }
            else if (!Reference.LooksLikeOne(text) && !names.Add(text))
            {
                Add(diagnostics, "DuplicateName", item, $"there are two targets '{text}'.");
            }
        }
    }

    private static void Add(ICollection<Diagnostic> diagnostics, string id, DocumentNode node, string message) =>
        diagnostics.Add(new Diagnostic(id, node.Position, message));
}
