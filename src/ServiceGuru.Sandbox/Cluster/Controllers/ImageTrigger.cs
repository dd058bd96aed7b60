using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Sets a workload's container image to the newest of an image stream tag, as the annotation
/// <c>image.openshift.io/triggers</c> asks
/// (https://docs.redhat.com/en/documentation/openshift_container_platform/4.18/html/images/triggering-updates-on-imagestream-changes).
/// </summary>
internal sealed partial class ImageTrigger(ObjectStore store)
{
    /// <summary>The annotation.</summary>
    public const string Annotation = "image.openshift.io/triggers";

    /// <summary>The kinds that follow image streams.</summary>
    public static IReadOnlyList<ResourceKind> Kinds { get; } = [ResourceKinds.Deployment, ResourceKinds.StatefulSet];

    /// <summary>Starts to look: now, after a change of an image stream, and after a change of a workload that follows one.</summary>
    public void Start()
    {
        store.Changed += Notice;
        foreach (var item in Kinds.SelectMany(kind => store.List(kind, null).Objects))
        {
            Apply(item);
        }
    }

    private void Notice(StoreChange change)
    {
        if (change.Type == ChangeType.Deleted)
        {
            return;
        }

        // The store's lock is reentrant, so the rollout begins within the write that caused it.
        if (change.Object.Kind == ResourceKinds.ImageStream)
        {
            foreach (var item in Kinds.SelectMany(kind => store.List(kind, null).Objects))
            {
                Apply(item);
            }
        }
        else if (Kinds.Contains(change.Object.Kind))
        {
            Apply(change.Object);
        }
    }

    private void Apply(StoredObject item)
    {
        if (item.Content.Text("metadata", "annotations", Annotation) is not { } annotation)
        {
            return;
        }

        foreach (var trigger in Triggers(annotation))
        {
            var name = trigger.Text("from", "name") ?? "";
            var image = trigger.Text("from", "kind") == "ImageStreamTag" && !Paused(trigger)
                ? Newest(trigger.Text("from", "namespace") ?? item.Namespace, name)
                : null;
            if (image is not null)
            {
                store.Update(item.Kind, item.Namespace, item.Name, content => SetImage(content, trigger.Text("fieldPath") ?? "", image));
            }
        }
    }

    private string? Newest(string space, string reference)
    {
        var parts = reference.Split(':');
        var stream = parts.Length == 2 ? store.Find(ResourceKinds.ImageStream, space, parts[0]) : null;
        return stream?.Content.Items("status", "tags").FirstOrDefault(tag => tag.Text("tag") == parts[1])
            ?.Items("items").FirstOrDefault()?.Text("dockerImageReference");
    }

    private static void SetImage(JsonObject content, string fieldPath, string image)
    {
        var match = ContainerPath().Match(fieldPath);
        var list = match.Groups["list"].Value;
        var containers = content.Items("spec", "template", "spec", list).ToList();
        var container = match.Groups["index"].Success
            ? containers.ElementAtOrDefault(int.Parse(match.Groups["index"].Value, null))
            : containers.FirstOrDefault(one => match.Success && one.Text("name") == match.Groups["name"].Value);
        if (container is not null)
        {
            container["image"] = image;
        }
    }

    // What cannot be read is ignored, as the real controller does.
    private static JsonObject[] Triggers(string annotation)
    {
        try
        {
            return StrictJson.Parse(annotation) is JsonArray triggers ? [.. triggers.OfType<JsonObject>()] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static bool Paused(JsonObject trigger) => trigger.Flag("paused") || trigger.Text("paused") == "true";

    [GeneratedRegex("""^spec\.template\.spec\.(?<list>containers|initContainers)\[(\?\(@\.name==["'](?<name>[^"']+)["']\)|(?<index>[0-9]+))\]\.image$""")]
    private static partial Regex ContainerPath();
}
