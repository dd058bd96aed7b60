using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>What the API fills in and what it refuses.</summary>
internal static partial class ObjectRules
{
    /// <summary>Fills in the defaults that the cluster's machinery relies on.</summary>
    public static void Default(ResourceKind kind, JsonObject item)
    {
        item["apiVersion"] = kind.ApiVersion;
        item["kind"] = kind.Kind;
        if (kind == ResourceKinds.Pod)
        {
            DefaultPod(item.Ensure("spec"));
            item.Ensure("status")["phase"] ??= "Pending";
        }

        if (kind == ResourceKinds.Namespace)
        {
            item.Ensure("status")["phase"] ??= "Active";
        }

        if (kind.Scales)
        {
            item.Ensure("spec")["replicas"] ??= 1;
        }

        if (kind.Group == "apps" && kind.CountsGenerations)
        {
            DefaultPod(item.Ensure("spec", "template", "spec"));
            item.Ensure("status");
        }

        if (kind == ResourceKinds.Deployment)
        {
            var spec = item.Ensure("spec");
            spec["revisionHistoryLimit"] ??= 10;
            spec["progressDeadlineSeconds"] ??= 600;
            var strategy = spec.Ensure("strategy");
            strategy["type"] ??= "RollingUpdate";
            if (strategy.Text("type") == "RollingUpdate")
            {
                strategy.Ensure("rollingUpdate")["maxSurge"] ??= "25%";
                strategy.Ensure("rollingUpdate")["maxUnavailable"] ??= "25%";
            }
        }

        if (kind == ResourceKinds.StatefulSet)
        {
            var spec = item.Ensure("spec");
            spec["podManagementPolicy"] ??= "OrderedReady";
            spec["revisionHistoryLimit"] ??= 10;
            spec.Ensure("updateStrategy")["type"] ??= "RollingUpdate";
        }

        KindDefaults.Fill(kind, item);
    }

    /// <summary>Checks an object that is to be stored.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="item">The object.</param>
    /// <param name="before">What it replaces, if anything.</param>
    /// <exception cref="ApiException">422 where it breaks a rule.</exception>
    public static void Check(ResourceKind kind, JsonObject item, JsonObject? before)
    {
        var name = item.Text("metadata", "name") ?? "";
        if (name.Length > 253 || !ObjectName().IsMatch(name))
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueInvalid", "metadata.name",
                $"Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'");
        }

        if (kind.Group == "apps" && kind.CountsGenerations)
        {
            CheckWorkload(kind, name, item, before);
        }

        if (kind == ResourceKinds.Pod)
        {
            CheckContainers(kind, name, item, "spec");
            if (before is not null && !JsonNode.DeepEquals(WithoutImages(item), WithoutImages(before)))
            {
                throw ApiErrors.Invalid(kind, name, "FieldValueForbidden", "spec",
                    "Forbidden: pod updates may not change fields other than `spec.containers[*].image`");
            }
        }
    }

    private static void CheckWorkload(ResourceKind kind, string name, JsonObject item, JsonObject? before)
    {
        if (kind.Scales && item.Number("spec", "replicas") is not >= 0)
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueInvalid", "spec.replicas",
                $"Invalid value: {item.At("spec", "replicas")?.ToJsonString()}: must be greater than or equal to 0");
        }

        if (item.At("spec", "selector", "matchLabels") is not JsonObject { Count: > 0 } selector)
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueRequired", "spec.selector", "Required value");
        }

        var labels = item.At("spec", "template", "metadata", "labels");
        if (selector.Any(label => !JsonNode.DeepEquals(labels.At(label.Key), label.Value)))
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueInvalid", "spec.template.metadata.labels",
                $"Invalid value: {labels?.ToJsonString() ?? "null"}: `selector` does not match template `labels`");
        }

        if (before is not null && !JsonNode.DeepEquals(item.At("spec", "selector"), before.At("spec", "selector")))
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueInvalid", "spec.selector",
                $"Invalid value: {item.At("spec", "selector")?.ToJsonString()}: field is immutable");
        }

        foreach (var limit in new[] { "maxSurge", "maxUnavailable" })
        {
            if (item.At("spec", "strategy", "rollingUpdate", limit) is { } value && !IntegerOrPercent().IsMatch(value.ToString()))
            {
                throw ApiErrors.Invalid(kind, name, "FieldValueInvalid", $"spec.strategy.rollingUpdate.{limit}",
                    $"Invalid value: {value.ToJsonString()}: a valid percent string must be a numeric string followed by an ending '%'");
            }
        }

        CheckContainers(kind, name, item, "spec", "template", "spec");
    }

    private static void CheckContainers(ResourceKind kind, string name, JsonObject item, params string[] path)
    {
        var field = $"{string.Join('.', path)}.containers";
        var containers = item.Items([.. path, "containers"]).ToList();
        if (containers.Count == 0)
        {
            throw ApiErrors.Invalid(kind, name, "FieldValueRequired", field, "Required value");
        }

        for (var index = 0; index < containers.Count; index++)
        {
            if (string.IsNullOrWhiteSpace(containers[index].Text("image")))
            {
                throw ApiErrors.Invalid(kind, name, "FieldValueRequired", $"{field}[{index}].image", "Required value");
            }
        }
    }

    /// <summary>Fills a pod's spec in.</summary>
    public static void DefaultPod(JsonObject spec)
    {
        spec["restartPolicy"] ??= "Always";
        spec["terminationGracePeriodSeconds"] ??= 30;
        spec["dnsPolicy"] ??= "ClusterFirst";
        spec["schedulerName"] ??= "default-scheduler";
        spec["securityContext"] ??= new JsonObject();
    }

    private static JsonNode? WithoutImages(JsonObject pod)
    {
        var spec = pod["spec"]?.DeepClone();
        foreach (var container in spec.Items("containers"))
        {
            container.Remove("image");
        }

        return spec;
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    private static partial Regex ObjectName();

    [GeneratedRegex("^[0-9]{1,6}%?$")]
    private static partial Regex IntegerOrPercent();
}
