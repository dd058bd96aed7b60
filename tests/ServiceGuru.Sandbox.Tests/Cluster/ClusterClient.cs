using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;

namespace ServiceGuru.Sandbox.Tests.Cluster;

/// <summary>Speaks to a simulated cluster as any client does; waits by watching, never by sleeping.</summary>
internal static class ClusterClient
{
    public const string Pods = "api/v1/namespaces/packit--prod/pods";
    public const string Imports = "apis/image.openshift.io/v1/namespaces/packit--prod/imagestreamimports";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<JsonObject> Get(this ClusterHost host, string path, string? accept = null)
    {
        var (code, body) = await host.Send(HttpMethod.Get, path, accept: accept);
        code.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    public static async Task<(HttpStatusCode Code, JsonObject Body)> Send(
        this ClusterHost host, HttpMethod method, string path, JsonNode? body = null, string type = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, type);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await host.Api.SendAsync(request);
        return (response.StatusCode, (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>Watches a collection; the caller's loop ends it.</summary>
    public static async IAsyncEnumerable<JsonObject> Watch(this ClusterHost host, string path)
    {
        using var over = new CancellationTokenSource(Patience);
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var response = await host.Api.GetAsync($"{path}{separator}watch=true", HttpCompletionOption.ResponseHeadersRead, over.Token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(over.Token));
        while (await reader.ReadLineAsync(over.Token) is { } line)
        {
            yield return (JsonObject)JsonNode.Parse(line)!;
        }
    }

    /// <summary>Waits until a collection satisfies a condition.</summary>
    public static async Task<IReadOnlyList<JsonObject>> Until(this ClusterHost host, string path, Func<IReadOnlyList<JsonObject>, bool> condition)
    {
        var list = await host.Get(path);
        var items = list.Items("items").ToDictionary(Key);
        if (condition([.. items.Values]))
        {
            return [.. items.Values];
        }

        await foreach (var change in host.Watch($"{path}?resourceVersion={list.Text("metadata", "resourceVersion")}"))
        {
            var item = (JsonObject)change["object"]!;
            items[Key(item)] = item;
            if (change.Text("type") == "DELETED")
            {
                items.Remove(Key(item));
            }

            if (condition([.. items.Values]))
            {
                return [.. items.Values];
            }
        }

        throw new TimeoutException($"{path} never got there: {string.Join('\n', items.Values.Select(item => item.ToJsonString()))}");
    }

    private static string Key(JsonObject item) => $"{item.Text("metadata", "namespace")}/{item.Name()}";

    public static JsonObject ImportRequest(string stream, string from, string tag = "prod") => new()
    {
        ["kind"] = "ImageStreamImport",
        ["apiVersion"] = "image.openshift.io/v1",
        ["metadata"] = new JsonObject { ["name"] = stream },
        ["spec"] = new JsonObject
        {
            ["import"] = true,
            ["images"] = new JsonArray(new JsonObject
            {
                ["from"] = new JsonObject { ["kind"] = "DockerImage", ["name"] = from },
                ["to"] = new JsonObject { ["name"] = tag },
                ["importPolicy"] = new JsonObject { ["scheduled"] = true },
            }),
        },
    };

    public static bool Ready(this JsonObject pod) => pod.At("metadata", "deletionTimestamp") is null
        && pod.Items("status", "conditions").Any(one => one.Text("type") == "Ready" && one.Text("status") == "True");

    public static string? Name(this JsonObject item) => item.Text("metadata", "name");

    public static JsonObject? Container(this JsonObject pod) => pod.Items("status", "containerStatuses").FirstOrDefault();

    public static string? Waiting(this JsonObject pod) => pod.Container().Text("state", "waiting", "reason");
}
