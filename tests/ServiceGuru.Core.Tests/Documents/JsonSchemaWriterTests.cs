using System.Text.Json.Nodes;
using ServiceGuru.Runbooks;
using ServiceGuru.Services;

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
    public void Every_key_is_described()
    {
        foreach (JsonObject schema in new[] { RunbookReader.Schema(), JsonSchemaWriter.Write(typeof(ServiceDefinition), "s", "s") })
        {
            IEnumerable<JsonNode> records = [schema, .. schema["$defs"]!.AsObject().Select(entry => entry.Value!)];
            foreach ((string key, JsonNode? property) in records.SelectMany(record => record["properties"]!.AsObject()))
            {
                property!["description"].ShouldNotBeNull($"{key} has no description");
            }
        }
    }
}
