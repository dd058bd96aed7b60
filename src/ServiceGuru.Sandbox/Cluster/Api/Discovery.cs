using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>
/// The documents from which clients learn what the API serves
/// (https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api).
/// </summary>
internal static class Discovery
{
    /// <summary>Finds the document of a path, or null.</summary>
    public static JsonObject? Find(string path) => path.Trim('/').Split('/') switch
    {
        ["version"] => Version(),
        ["api"] => new JsonObject
        {
            ["kind"] = "APIVersions",
            ["versions"] = new JsonArray("v1"),
            ["serverAddressByClientCIDRs"] = new JsonArray(),
        },
        ["apis"] => new JsonObject
        {
            ["kind"] = "APIGroupList",
            ["apiVersion"] = "v1",
            ["groups"] = new JsonArray([.. Groups().Select(Group)]),
        },
        ["api", "v1"] => Resources("", "v1"),
        ["apis", var group] when Groups().Contains(group) => Described(Group(group), "APIGroup"),
        ["apis", var group, var version] when ResourceKinds.All.Any(kind => kind.Group == group && kind.Version == version) => Resources(group, version),
        _ => null,
    };

    private static IEnumerable<string> Groups() => ResourceKinds.All.Select(kind => kind.Group).Where(group => group.Length > 0).Distinct();

    private static JsonObject Group(string group)
    {
        var version = ResourceKinds.All.First(kind => kind.Group == group).Version;
        JsonObject Served() => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };
        return new() { ["name"] = group, ["versions"] = new JsonArray(Served()), ["preferredVersion"] = Served() };
    }

    private static JsonObject Described(JsonObject document, string kind)
    {
        document["kind"] = kind;
        document["apiVersion"] = "v1";
        return document;
    }

    private static JsonObject Resources(string group, string version)
    {
        var resources = new JsonArray();
        foreach (var kind in ResourceKinds.All.Where(kind => kind.Group == group && kind.Version == version))
        {
            var entry = new JsonObject
            {
                ["name"] = kind.Plural,
                ["singularName"] = kind.Singular,
                ["namespaced"] = kind.Namespaced,
                ["kind"] = kind.Kind,
                ["verbs"] = new JsonArray([.. kind.Verbs.Select(verb => JsonValue.Create(verb))]),
            };
            if (kind.ShortNames.Count > 0)
            {
                entry["shortNames"] = new JsonArray([.. kind.ShortNames.Select(name => JsonValue.Create(name))]);
            }

            if (kind.InAll)
            {
                entry["categories"] = new JsonArray("all");
            }

            resources.Add(entry);
            foreach (var subresource in kind.Subresources)
            {
                resources.Add(Subresource(kind, subresource));
            }
        }

        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}",
            ["resources"] = resources,
        };
    }

    private static JsonObject Subresource(ResourceKind kind, string name)
    {
        var entry = new JsonObject
        {
            ["name"] = $"{kind.Plural}/{name}",
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
            ["kind"] = name == "scale" ? "Scale" : kind.Kind,
            ["verbs"] = name == "log" ? new JsonArray("get") : new JsonArray("get", "patch", "update"),
        };
        if (name == "scale")
        {
            entry["group"] = "autoscaling";
            entry["version"] = "v1";
        }

        return entry;
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "31",
        ["gitVersion"] = "v1.31.8",
        ["gitCommit"] = "0000000000000000000000000000000000000000",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2025-04-22T00:00:00Z",
        ["goVersion"] = "none",
        ["compiler"] = "none",
        ["platform"] = "linux/amd64",
    };
}
