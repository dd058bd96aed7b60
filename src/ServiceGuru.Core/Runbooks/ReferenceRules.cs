using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>Checks the references in the inputs of steps.</summary>
internal sealed class ReferenceRules(
    IReadOnlyDictionary<string, RunbookParameter> parameters,
    IReadOnlyDictionary<string, RunbookStep> steps,
    IReadOnlySet<string> ids,
    Func<string, string, bool> comesBefore,
    ICollection<Diagnostic> diagnostics)
{
    /// <summary>Adds a diagnostic for every reference of a step's inputs that can't be resolved.</summary>
    public void Check(RunbookStep step)
    {
        if (step.With is null)
        {
            return;
        }

        foreach (MappingEntry entry in step.With.Entries)
        {
            TypeShape? wanted = TypeShape.Of(step.Operation.RequestType).Find(entry.Key.Value ?? string.Empty)?.Value;
            CheckNode(step, entry.Value, wanted);
        }
    }

    private void CheckNode(RunbookStep step, DocumentNode node, TypeShape? wanted)
    {
        switch (node)
        {
            case SequenceNode sequence:
                foreach (DocumentNode item in sequence.Items)
                {
                    CheckNode(step, item, wanted?.ElementType is null ? null : TypeShape.Of(wanted.ElementType));
                }

                break;
            case MappingNode mapping:
                foreach (MappingEntry entry in mapping.Entries)
                {
                    CheckNode(step, entry.Value, wanted?.ElementType is null ? null : TypeShape.Of(wanted.ElementType));
                }

                break;
            case ScalarNode { Value: { } text } when Reference.LooksLikeOne(text):
                CheckText(step, (ScalarNode)node, wanted);
                break;
        }
    }

    private void CheckText(RunbookStep step, ScalarNode node, TypeShape? wanted)
    {
        List<Reference> references = [.. Reference.In(node)];
        if (references.Count < Reference.BeginningsIn(node.Value!))
        {
            Add(node, $"'{node.Value}' has what looks like a reference and is none; write ${{{{ steps.ID.output.NAME }}}} or ${{{{ parameters.NAME }}}}.");
        }

        foreach (Reference reference in references)
        {
            TypeShape? found = reference.Parameter is { } parameter ? CheckParameter(node, parameter)
                : reference.Step is { } target ? CheckOutput(step, node, reference, target)
                : Unreadable(node, reference);
            bool whole = Reference.Whole(node) is not null;
            if (found is not null && wanted is not null && whole && found.Shape != wanted.Shape)
            {
                Add(node, $"{reference} is a {Name(found)}, and a {Name(wanted)} is wanted here.");
            }
            else if (found is not null && !whole && found.Shape != ValueShape.Scalar)
            {
                Add(node, $"{reference} is a {Name(found)} and can't stand within a text.");
            }
        }
    }

    private TypeShape? CheckParameter(ScalarNode node, string name)
    {
        if (parameters.TryGetValue(name, out RunbookParameter? parameter))
        {
            return TypeShape.Of(parameter.Type switch { ParameterType.Boolean => typeof(bool), ParameterType.Integer => typeof(int), _ => typeof(string) });
        }

        Add(node, $"there is no parameter '{name}'.{NearestName.Hint(name, parameters.Keys)}");
        return null;
    }

    private TypeShape? CheckOutput(RunbookStep step, ScalarNode node, Reference reference, string target)
    {
        if (!steps.TryGetValue(target, out RunbookStep? source))
        {
            // A step whose operation is unknown is there; what its output has can't be told.
            if (!ids.Contains(target))
            {
                Add(node, $"there is no step '{target}'.{NearestName.Hint(target, ids)}");
            }

            return null;
        }

        if (!comesBefore(target, step.Id))
        {
            Add(node, $"step '{target}' need not have ended before '{step.Id}'; add it to needs.");
            return null;
        }

        TypeShape shape = TypeShape.Of(source.Operation.OutputType);
        List<string> passed = [];
        foreach (string part in reference.Path.Skip(3))
        {
            if (GateReferences.Names(source, passed) is { } asked && !asked.Contains(part, StringComparer.Ordinal))
            {
                Add(node, $"the gate '{target}' asks for no '{part}'.{NearestName.Hint(part, asked)}");
                return null;
            }

            passed.Add(part);
            TypeShape? next = shape.Shape switch
            {
                ValueShape.Record => shape.Find(part)?.Value,
                ValueShape.Map => TypeShape.Of(shape.ElementType!),
                _ => null,
            };
            if (next is null)
            {
                Add(node, $"the output of '{target}' ({source.Operation.Id}) has no '{part}'.{NearestName.Hint(part, shape.Properties.Select(property => property.Key))}");
                return null;
            }

            shape = next;
        }

        return shape;
    }

    private TypeShape? Unreadable(ScalarNode node, Reference reference)
    {
        Add(node, $"{reference} refers to nothing; write ${{{{ steps.ID.output.NAME }}}} or ${{{{ parameters.NAME }}}}.");
        return null;
    }

    private static string Name(TypeShape shape) => shape.Shape switch
    {
        ValueShape.Scalar => "single value",
        ValueShape.List => "list",
        ValueShape.Map => "mapping",
        _ => "record",
    };

    private void Add(ScalarNode node, string message) => diagnostics.Add(new Diagnostic("DanglingReference", node.Position, message));
}
