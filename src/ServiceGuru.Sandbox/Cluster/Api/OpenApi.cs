using System.Text;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// The OpenAPI v2 document, without definitions: clients then skip the validation that they would do by schema
/// (they ask for it as protobuf: https://github.com/google/gnostic-models/blob/main/openapiv2/OpenAPIv2.proto).
/// </summary>
internal static class OpenApi
{
    /// <summary>The protobuf form's media type.</summary>
    public const string ProtobufType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    /// <summary>The JSON form.</summary>
    public const string Json = """{"swagger":"2.0","info":{"title":"Kubernetes","version":"v1.31.8"},"paths":{}}""";

    /// <summary>The protobuf form: swagger (1) and info (2) with title (1) and version (2).</summary>
    public static byte[] Protobuf { get; } =
        [.. Field(1, Encoding.ASCII.GetBytes("2.0")), .. Field(2, [.. Field(1, Encoding.ASCII.GetBytes("Kubernetes")), .. Field(2, Encoding.ASCII.GetBytes("v1.31.8"))])];

    private static byte[] Field(int number, byte[] value) => [(byte)((number << 3) | 2), (byte)value.Length, .. value];
}
