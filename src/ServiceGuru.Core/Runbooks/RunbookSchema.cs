using System.Text.Json.Nodes;
using ServiceGuru.Documents;
using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks;

/// <summary>The JSON schema of runbooks; it knows the operations and their inputs.</summary>
public static class RunbookSchema
{
    private const string ReferencePattern = @"\$\{\{.+\}\}";

    /// <summary>Writes the schema.</summary>
    /// <param name="operations">The operations that steps can use.</param>
    /// <returns>A JSON Schema, draft 2020-12.</returns>
    public static JsonObject Write(OperationCatalog operations)
    {
        JsonObject schema = JsonSchemaWriter.Write(typeof(RunbookDocument), "runbook.schema.json", "ServiceGuru runbook");
        JsonObject definitions = schema["$defs"]!.AsObject();
        JsonObject step = definitions[nameof(RunbookStepDocument)]!.AsObject();
        JsonArray rules = [];
        foreach (IOperation operation in operations.All)
        {
            string name = operation.RequestType.Name;
            definitions[name] = Inputs(operation, definitions);
            rules.Add(new JsonObject
            {
                ["if"] = new JsonObject { ["properties"] = new JsonObject { ["uses"] = new JsonObject { ["const"] = operation.Id } } },
                ["then"] = new JsonObject { ["properties"] = new JsonObject { ["with"] = new JsonObject { ["$ref"] = $"#/$defs/{name}" } } },
            });
        }

        step["properties"]!["uses"]!["enum"] = new JsonArray([.. operations.All.Select(operation => (JsonNode)operation.Id)]);
        step["allOf"] = rules;
        step["properties"]!["forEach"] = AnyOf(
            step["properties"]!["forEach"]!,
            new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "object") } },
            new JsonObject { ["type"] = "string", ["pattern"] = ReferencePattern });
        step["properties"]!["failureBudget"] = AnyOf(
            step["properties"]!["failureBudget"]!,
            new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
            new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+%?$" });
        return schema;
    }

    private static JsonObject AnyOf(JsonNode described, params JsonNode[] forms) => new()
    {
        ["anyOf"] = new JsonArray(forms),
        ["description"] = described["description"]!.DeepClone(),
    };

    // Every input may also be a reference, whatever its type.
    private static JsonObject Inputs(IOperation operation, JsonObject definitions)
    {
        JsonObject record = JsonSchemaWriter.WriteRecord(operation.RequestType, definitions);
        JsonObject properties = record["properties"]!.AsObject();
        foreach ((string key, JsonNode? value) in properties.ToList())
        {
            properties.Remove(key);
            JsonObject input = new()
            {
                ["anyOf"] = new JsonArray(value!.DeepClone(), new JsonObject { ["type"] = "string", ["pattern"] = ReferencePattern }),
            };
            if (value["description"] is { } description)
            {
                input["description"] = description.DeepClone();
            }

            properties[key] = input;
        }

        return record;
    }
}
