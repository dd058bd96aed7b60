using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Resolves the references in a step's inputs and makes its request.</summary>
internal static partial class StepInputs
{
    private static readonly SourcePosition Nowhere = Nodes.Nowhere;

    /// <summary>Resolves all references.</summary>
    /// <param name="with">The inputs as written.</param>
    /// <param name="parameters">The parameters' values.</param>
    /// <param name="outputs">Gives a step's output; null while it has none.</param>
    /// <param name="missing">The references that have no value yet; their inputs are left out.</param>
    /// <param name="item">The target's item, where there is one.</param>
    public static JsonObject Resolve(MappingNode? with, JsonObject parameters, Func<string, JsonNode?> outputs, ICollection<string> missing, JsonNode? item = null) =>
        with is null ? [] : (JsonObject)ResolveNode(with, parameters, outputs, missing, item)!;

    /// <summary>Resolves all references of any node.</summary>
    public static JsonNode? ResolveNode(DocumentNode written, JsonObject parameters, Func<string, JsonNode?> outputs, ICollection<string> missing, JsonNode? item = null)
    {
        Func<Reference, JsonNode?> value = reference =>
        {
            JsonNode? node = reference.Parameter is { } name ? parameters[name]
                : reference.Item is { } way ? Follow(item, way)
                : Follow(outputs(reference.Step!), reference.Path.Skip(3));
            if (node is null)
            {
                missing.Add(reference.ToString());
            }

            return node;
        };
        return ToJson(written, value);
    }

    /// <summary>Makes the request of an operation from resolved inputs.</summary>
    /// <exception cref="GuruException">An input is missing or wrong (<c>InvalidInput</c>).</exception>
    public static object Bind(IOperation operation, JsonObject inputs)
    {
        List<Diagnostic> diagnostics = [];
        object? request = new DocumentBinder(diagnostics).Bind(operation.RequestType, FromJson(inputs), string.Empty);
        return diagnostics.Count == 0 ? request! : throw new GuruException(new Failure
        {
            Id = "InvalidInput",
            Kind = FailureKind.Usage,
            Message = $"{operation.Id} can't start with these inputs.",
            Target = operation.Id,
            Evidence = [.. diagnostics.Select(mistake => mistake.Message)],
            NextAction = "Correct the inputs; nothing was changed.",
        });
    }

    /// <summary>Resolves and binds the inputs of a step from the state of its run.</summary>
    public static (JsonObject Inputs, object Request) ForStep(RunbookStep step, RunState state)
    {
        List<string> missing = [];
        JsonObject inputs = Resolve(step.With, state.Created.Parameters, id => state.Step(id).OutputAsJson(), missing);
        return (inputs, Bind(step.Operation, inputs));
    }

    /// <summary>Writes a request as inputs.</summary>
    public static JsonObject FromRequest(object request)
    {
        JsonObject inputs = [];
        foreach (TypeShape.PropertyShape property in TypeShape.Of(request.GetType()).Properties.Where(property => property.Writable))
        {
            if (property.Property.GetValue(request) is { } value)
            {
                inputs[property.Key] = value is TimeSpan duration ? Duration.Format(duration) : JsonSerializer.SerializeToNode(value, value.GetType(), Ledger.LedgerJson.Options);
            }
        }

        return inputs;
    }

    /// <summary>Makes JSON of inputs in which nothing is a reference.</summary>
    public static JsonObject ToPlainJson(MappingNode? with) => with is null ? [] : (JsonObject)ToJson(with, null)!;

    /// <summary>Writes inputs so that a runbook takes them as they are: what looks like a reference in them is none.</summary>
    public static JsonNode? Literal(JsonNode? inputs) => inputs switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Literal(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Literal)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Reference.Escape(value.GetValue<string>())),
        _ => inputs?.DeepClone(),
    };

    /// <summary>Makes document nodes of JSON, so that one binder serves both.</summary>
    public static DocumentNode FromJson(JsonNode? node) => node switch
    {
        JsonObject map => new MappingNode([.. map.Select(entry => new MappingEntry(new ScalarNode(entry.Key, false, Nowhere), FromJson(entry.Value)))], Nowhere),
        JsonArray list => new SequenceNode([.. list.Select(FromJson)], Nowhere),
        null => new ScalarNode(null, true, Nowhere),
        _ => new ScalarNode(Text(node), node.GetValueKind() != JsonValueKind.String, Nowhere),
    };

    private static JsonNode? ToJson(DocumentNode node, Func<Reference, JsonNode?>? value)
    {
        switch (node)
        {
            case MappingNode mapping:
                JsonObject map = [];
                foreach (MappingEntry entry in mapping.Entries)
                {
                    if (ToJson(entry.Value, value) is { } resolved)
                    {
                        map[entry.Key.Value!] = resolved;
                    }
                }

                return map;
            case SequenceNode sequence:
                return new JsonArray([.. sequence.Items.Select(item => ToJson(item, value)).Where(item => item is not null)]);
            case ScalarNode { Value: { } text } scalar when value is not null && Reference.LooksLikeOne(text):
                return Reference.Whole(scalar) is { } whole
                    ? value(whole)?.DeepClone()
                    : JsonValue.Create(Reference.Replace(text, reference => Text(value(reference))));
            case ScalarNode { Plain: true, Value: "true" or "false" } scalar:
                return JsonValue.Create(scalar.Value == "true");
            case ScalarNode { Plain: true, Value: { } text } when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && number.ToString(CultureInfo.InvariantCulture) == text:
                return JsonValue.Create(number);
            case ScalarNode { Plain: true, Value: { } text } when value is null && Number().IsMatch(text):
                return JsonNode.Parse(text);
            case ScalarNode scalar:
                return scalar.Value is null ? null : JsonValue.Create(scalar.Value);
            default:
                throw new NotSupportedException($"No input can be a {node.GetType().Name}.");
        }
    }

    private static JsonNode? Follow(JsonNode? node, IEnumerable<string> path)
    {
        foreach (string part in path)
        {
            node = (node as JsonObject)?[part];
        }

        return node;
    }

    /// <summary>Gives a value as the text that a person would write.</summary>
    public static string Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? string.Empty;

    // As JSON has numbers; parsed so, one keeps its digits.
    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
