using System.Text.Json.Nodes;
using ServiceGuru.Runbooks;
using ServiceGuru.Services;
using ServiceGuru.Sessions;

namespace ServiceGuru.Documents;

public sealed class JsonSchemaWriterTests
{
    [Fact]
    public void The_service_schema_says_what_the_records_say()
    {
        JsonObject schema = JsonSchemaWriter.Write(typeof(ServiceDefinition), "service.schema.json", "service");

        schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["name"]);
        schema["properties"]!["repositories"]!["items"]!["$ref"]!.GetValue<string>().ShouldBe("#/$defs/RepositoryDefinition");
        JsonNode repository = schema["$defs"]!["RepositoryDefinition"]!;
        repository["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        repository["properties"]!["target"]!["default"]!.GetValue<string>().ShouldBe("stable");
        schema["$defs"]!["ChannelDefinition"]!["properties"]!["kind"]!["enum"]!.ToJsonString().ShouldBe("[\"matrix\",\"slack\"]");
        schema["$defs"]!["TimingDefinition"]!["properties"]!["buildPoll"]!["default"]!.GetValue<string>().ShouldBe("30s");
    }

    [Fact]
    public void The_runbook_schema_knows_the_inputs_of_every_operation()
    {
        JsonObject schema = RunbookSchema.Write(StandardOperations.Create());

        JsonNode step = schema["$defs"]!["RunbookStepDocument"]!;
        step["properties"]!["uses"]!["enum"]!.AsArray().Select(id => id!.GetValue<string>()).ShouldContain("branches/move");
        JsonNode then = step["allOf"]!.AsArray().Single(rule => rule!["if"]!["properties"]!["uses"]!["const"]!.GetValue<string>() == "branches/move")!["then"]!;
        string definition = then["properties"]!["with"]!["$ref"]!.GetValue<string>().Split('/')[^1];
        schema["$defs"]![definition]!["properties"]!["force"]!["anyOf"]!.AsArray().Count.ShouldBe(2, "a value or a reference");
    }

    [Theory]
    [InlineData("service.schema.json")]
    [InlineData("runbook.schema.json")]
    public void The_schemas_in_docs_are_those_of_the_types(string name)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "schema", name);
        JsonObject schema = name.StartsWith("service", StringComparison.Ordinal) ? ServiceSchema.Write() : RunbookSchema.Write(StandardOperations.Create());

        JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(file)), schema).ShouldBeTrue($"write it anew: guru schema {name.Split('.')[0]} > docs/schema/{name}");
    }

    [Fact]
    public void Every_key_is_described()
    {
        foreach (JsonObject schema in new[] { RunbookSchema.Write(StandardOperations.Create()), JsonSchemaWriter.Write(typeof(ServiceDefinition), "s", "s") })
        {
            IEnumerable<JsonNode> records = [schema, .. schema["$defs"]!.AsObject().Select(entry => entry.Value!)];
            foreach ((string key, JsonNode? property) in records.SelectMany(record => record["properties"]!.AsObject()))
            {
                property!["description"].ShouldNotBeNull($"{key} has no description");
            }
        }
    }
}
