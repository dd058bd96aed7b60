using System.Text.Json.Nodes;
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
        if (step.ForEach is { } targets)
        {
            // An item can't refer to itself.
            CheckNode(step with { ForEach = null }, targets.Items, targets.Items is ScalarNode ? TypeShape.Of(typeof(IReadOnlyList<JsonNode>)) : null);
        }

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
                : reference.Item is { } way ? CheckItem(step, node, reference, way)
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
            return TypeShape.Of(parameter.Type switch { ParameterType.Boolean => typeof(bool), ParameterType.Integer => typeof(int), ParameterType.List => typeof(IReadOnlyList<JsonNode>), _ => typeof(string) });
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

        List<string> passed = [];
        foreach (string part in reference.Path.Skip(3))
        {
            if (GateReferences.Names(source, passed) is { } asked && !asked.Contains(part, StringComparer.Ordinal))
            {
                Add(node, $"the gate '{target}' asks for no '{part}'.{NearestName.Hint(part, asked)}");
                return null;
            }

            passed.Add(part);
        }

        return Follow(node, TypeShape.Of(source.OutputType), reference.Path.Skip(3), $"the output of '{target}' ({source.Operation.Id})");
    }

    private TypeShape? CheckItem(RunbookStep step, ScalarNode node, Reference reference, IReadOnlyList<string> way)
    {
        switch (step.ForEach?.Items)
        {
            case null:
                Add(node, $"{reference} is the target of a step with forEach, and there is none here.");
                return null;
            case SequenceNode list:
                return CheckWritten(node, reference, way, list);
            default:
                TypeShape? items = Reference.Whole(step.ForEach.Items) is not { } source ? null
                    : source.Step is { } from && steps.TryGetValue(from, out RunbookStep? origin) ? Follow(null, TypeShape.Of(origin.OutputType), source.Path.Skip(3), string.Empty)
                    : null;
                return items?.ElementType is null ? null : Follow(node, TypeShape.Of(items.ElementType), way, $"an item of {((ScalarNode)step.ForEach.Items).Value}");
        }
    }

    private TypeShape? CheckWritten(ScalarNode node, Reference reference, IReadOnlyList<string> way, SequenceNode list)
    {
        bool scalars = true;
        foreach (DocumentNode item in list.Items)
        {
            DocumentNode? found = item;
            foreach (string part in way)
            {
                found = (found as MappingNode)?.Find(part);
            }

            if (found is null && !(item is ScalarNode { Value: { } text } && Reference.LooksLikeOne(text)))
            {
                Add(node, $"{reference} is not in the target at line {item.Position.Line}.");
                return null;
            }

            scalars &= found is ScalarNode { Value: { } value } && !Reference.LooksLikeOne(value);
        }

        return scalars && list.Items.Count > 0 ? TypeShape.Of(typeof(string)) : null;
    }

    // What nobody can tell from the types (JSON) passes; the run itself will show it.
    private TypeShape? Follow(ScalarNode? node, TypeShape shape, IEnumerable<string> way, string subject)
    {
        foreach (string part in way)
        {
            if (shape.Shape == ValueShape.Raw)
            {
                return null;
            }

            TypeShape? next = shape.Shape switch
            {
                ValueShape.Record => shape.Find(part)?.Value,
                ValueShape.Map => TypeShape.Of(shape.ElementType!),
                _ => null,
            };
            if (next is null)
            {
                if (node is not null)
                {
                    Add(node, $"{subject} has no '{part}'.{NearestName.Hint(part, shape.Properties.Select(property => property.Key))}");
                }

                return null;
            }

            shape = next;
        }

        return shape.Shape == ValueShape.Raw ? null : shape;
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
