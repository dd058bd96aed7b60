using System.Text.Json.Nodes;
using ServiceGuru.Documents;

namespace ServiceGuru.Services;

/// <summary>The JSON schema of service definitions.</summary>
public static class ServiceSchema
{
    /// <summary>Writes the schema.</summary>
    /// <returns>A JSON Schema, draft 2020-12.</returns>
    public static JsonObject Write() => JsonSchemaWriter.Write(typeof(ServiceDefinition), "service.schema.json", "ServiceGuru service definition");
}
