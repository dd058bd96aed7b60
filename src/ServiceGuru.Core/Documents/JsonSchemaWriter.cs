using System.ComponentModel;
using System.Reflection;
using System.Text.Json.Nodes;
using ServiceGuru.Services;

namespace ServiceGuru.Documents;

/// <summary>Writes the JSON schema of a document type, so that editors complete and check what people write.</summary>
public static class JsonSchemaWriter
{
    private const string DurationPattern = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d))+$";

    /// <summary>Writes the schema of a document type.</summary>
    /// <param name="type">The root record.</param>
    /// <param name="id">The schema's <c>$id</c>.</param>
    /// <param name="title">Its title.</param>
    /// <returns>A JSON Schema, draft 2020-12.</returns>
    public static JsonObject Write(Type type, string id, string title)
    {
        JsonObject definitions = [];
        JsonObject root = new()
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
        };
        foreach (KeyValuePair<string, JsonNode?> part in Record(TypeShape.Of(type), definitions))
        {
            root[part.Key] = part.Value?.DeepClone();
        }

        if (definitions.Count > 0)
        {
            root["$defs"] = definitions;
        }

        return root;
    }

    /// <summary>Writes the schema of a record within another schema.</summary>
    /// <param name="type">The record.</param>
    /// <param name="definitions">Where the records that it uses are defined.</param>
    internal static JsonObject WriteRecord(Type type, JsonObject definitions) => Record(TypeShape.Of(type), definitions);

    private static JsonObject Record(TypeShape shape, JsonObject definitions)
    {
        object defaults = Activator.CreateInstance(shape.Type)!;
        JsonObject properties = [];
        JsonArray required = [];
        foreach (TypeShape.PropertyShape property in shape.Properties.Where(property => property.Writable))
        {
            JsonObject schema = property.ListAsText ? TextOrList(property.Value) : Value(property.Value, definitions);
            if (property.Property.GetCustomAttribute<DescriptionAttribute>() is { } description)
            {
                schema["description"] = description.Description;
            }

            if (Default(property.Property.GetValue(defaults)) is { } value && !property.Required)
            {
                schema["default"] = value;
            }

            properties[property.Key] = schema;
            if (property.Required)
            {
                required.Add(property.Key);
            }
        }

        JsonObject record = new() { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
        {
            record["required"] = required;
        }

        return record;
    }

    private static JsonObject Value(TypeShape shape, JsonObject definitions)
    {
        switch (shape.Shape)
        {
            case ValueShape.Scalar:
                return Scalar(shape.Type);
            case ValueShape.List:
                return new JsonObject { ["type"] = "array", ["items"] = Value(TypeShape.Of(shape.ElementType!), definitions) };
            case ValueShape.Map:
                return new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(TypeShape.Of(shape.ElementType!), definitions) };
            case ValueShape.Raw:
                return new JsonObject { ["type"] = "object" };
            default:
                string name = shape.Type.Name;
                if (!definitions.ContainsKey(name))
                {
                    definitions[name] = new JsonObject();
                    definitions[name] = Record(shape, definitions);
                }

                return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
        }
    }

    // Unquoted true and 12 are no texts to an editor, though they are to the reader.
    private static JsonObject TextOrList(TypeShape shape) => shape.Shape == ValueShape.Map
        ? new JsonObject { ["type"] = "object", ["additionalProperties"] = TextOrList(TypeShape.Of(shape.ElementType!)) }
        : new JsonObject { ["type"] = new JsonArray("string", "boolean", "number", "array"), ["items"] = new JsonObject { ["type"] = new JsonArray("string", "boolean", "number") } };

    private static JsonObject Scalar(Type type)
    {
        if (type.IsEnum)
        {
            return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => (JsonNode)TypeShape.Key(name))]) };
        }

        return type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
            : type == typeof(int) || type == typeof(long) ? new JsonObject { ["type"] = "integer" }
            : type == typeof(double) ? new JsonObject { ["type"] = "number" }
            : type == typeof(TimeSpan) ? new JsonObject { ["type"] = "string", ["pattern"] = DurationPattern }
            : type == typeof(DateOnly) ? new JsonObject { ["type"] = "string", ["format"] = "date" }
            : type == typeof(Uri) ? new JsonObject { ["type"] = "string", ["format"] = "uri" }
            : type == typeof(SecretReference) ? new JsonObject { ["type"] = "string", ["pattern"] = $"^({string.Join('|', SecretReference.Schemes)}):.+$" }
            : new JsonObject { ["type"] = "string" };
    }

    private static JsonNode? Default(object? value) => value switch
    {
        string text => text,
        bool flag => flag,
        int number => number,
        double number => number,
        TimeSpan duration => Duration.Format(duration),
        Uri uri => uri.OriginalString,
        Enum name => TypeShape.Key(name.ToString()),
        _ => null,
    };
}
