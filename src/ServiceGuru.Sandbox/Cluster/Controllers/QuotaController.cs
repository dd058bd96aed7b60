using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Counts what quotas limit, and refuses pods beyond it (https://kubernetes.io/docs/concepts/policy/resource-quotas/).
/// Only the number of pods is limited here; other limits are shown and not enforced.
/// </summary>
internal sealed class QuotaController(ObjectStore store) : IController
{
    private const string Pods = "pods";

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.ResourceQuota;

    /// <inheritdoc/>
    public IEnumerable<StoredObject> Concerned(StoreChange change) =>
        change.Object.Kind == ResourceKinds.Pod ? store.List(Kind, change.Object.Namespace).Objects : [];

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        store.Update(Kind, item.Namespace, item.Name, content =>
        {
            var hard = content.At("spec", "hard")?.DeepClone() as JsonObject ?? [];
            var used = new JsonObject();
            foreach (var (limited, _) in hard)
            {
                used[limited] = limited == Pods ? Used(store, item.Namespace).ToString(CultureInfo.InvariantCulture) : "0";
            }

            content["status"] = new JsonObject { ["hard"] = hard, ["used"] = used };
        });
        return null;
    }

    /// <summary>Checks whether a pod may be made.</summary>
    /// <exception cref="ApiException">403 where a quota of its namespace is used up.</exception>
    public static void Admit(ObjectStore store, JsonObject pod)
    {
        var space = pod.Text("metadata", "namespace") ?? "";
        foreach (var quota in store.List(ResourceKinds.ResourceQuota, space).Objects)
        {
            var used = Used(store, space);
            if (quota.Content.At("spec", "hard", Pods) is { } hard && int.TryParse(hard.ToString(), CultureInfo.InvariantCulture, out var limit) && used + 1 > limit)
            {
                throw ApiErrors.Forbidden(ResourceKinds.Pod, pod.Text("metadata", "name") ?? "",
                    $"exceeded quota: {quota.Name}, requested: pods=1, used: pods={used}, limited: pods={limit}");
            }
        }
    }

    private static int Used(ObjectStore store, string space) =>
        store.List(ResourceKinds.Pod, space).Objects.Count(pod => pod.Content.Text("status", "phase") is not ("Failed" or "Succeeded"));
}
