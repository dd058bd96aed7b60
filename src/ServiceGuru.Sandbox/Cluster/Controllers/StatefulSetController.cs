using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>
/// Runs StatefulSets: pods one after the other from the lowest ordinal, updates one after the other from the highest
/// (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/). As in Kubernetes, a pod that never gets
/// ready holds the update up until somebody deletes it (kubernetes#67250).
/// </summary>
internal sealed class StatefulSetController(ObjectStore store, SandboxClock clock, EventRecorder? events) : IController
{
    private const string Component = "statefulset-controller";
    private static readonly TimeSpan Retry = TimeSpan.FromMinutes(5);
    private readonly StatefulSetRevisions revisions = new(store);

    /// <inheritdoc/>
    public ResourceKind Kind => ResourceKinds.StatefulSet;

    /// <inheritdoc/>
    public TimeSpan? Reconcile(StoredObject item)
    {
        var update = revisions.Current(item);
        var current = item.Content.Text("status", "currentRevision") ?? update;
        var later = Step(item, update, current);
        store.Update(Kind, item.Namespace, item.Name, content => Count(content, update, current));
        return later;
    }

    private TimeSpan? Step(StoredObject item, string update, string current)
    {
        var pods = store.Owned(ResourceKinds.Pod, item).ToDictionary(Ordinal);
        var replicas = item.Content.Count("spec", "replicas");
        var partition = item.Content.Count("spec", "updateStrategy", "rollingUpdate", "partition");
        var ordered = item.Content.Text("spec", "podManagementPolicy") != "Parallel";
        for (var ordinal = 0; ordinal < replicas; ordinal++)
        {
            if (!pods.TryGetValue(ordinal, out var pod) && !Create(item, ordinal, ordinal < partition ? current : update))
            {
                return Retry;
            }

            if (ordered && (pod is null || pod.Deleting || !pod.IsReady()))
            {
                return null;
            }
        }

        foreach (var pod in pods.Where(pod => pod.Key >= replicas).OrderByDescending(pod => pod.Key).Select(pod => pod.Value))
        {
            Delete(item, pod);
            if (ordered)
            {
                return null;
            }
        }

        if (item.Content.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return null;
        }

        for (var ordinal = replicas - 1; ordinal >= partition; ordinal--)
        {
            if (!pods.TryGetValue(ordinal, out var pod))
            {
                return null;
            }

            if (!pod.Deleting && pod.Label(StatefulSetRevisions.Label) != update)
            {
                Delete(item, pod);
                return null;
            }

            if (pod.Deleting || !pod.IsReady())
            {
                return null;
            }
        }

        return null;
    }

    private bool Create(StoredObject item, int ordinal, string revision)
    {
        var name = $"{item.Name}-{ordinal}";
        var pod = PodFactory.Make(item, revisions.Template(item, revision), name);
        var labels = pod.Ensure("metadata", "labels");
        labels["apps.kubernetes.io/pod-index"] = ordinal.ToString(CultureInfo.InvariantCulture);
        labels[StatefulSetRevisions.Label] = revision;
        labels["statefulset.kubernetes.io/pod-name"] = name;
        try
        {
            QuotaController.Admit(store, pod);
        }
        catch (ApiException no) when (no.Code == 403)
        {
            events?.Warning(item, Component, "FailedCreate", $"create Pod {name} in StatefulSet {item.Name} failed error: {no.Message}");
            return false;
        }

        store.Claim(ResourceKinds.Pod, pod);
        events?.Normal(item, Component, "SuccessfulCreate", $"create Pod {name} in StatefulSet {item.Name} successful");
        return true;
    }

    private void Delete(StoredObject item, StoredObject pod)
    {
        if (!pod.Deleting)
        {
            PodFactory.Delete(store, pod, null, grace => clock.Now + clock.Scale(TimeSpan.FromSeconds(grace)));
            events?.Normal(item, Component, "SuccessfulDelete", $"delete Pod {pod.Name} in StatefulSet {item.Name} successful");
        }
    }

    private void Count(JsonObject content, string update, string current)
    {
        var uid = content.Text("metadata", "uid");
        var pods = store.List(ResourceKinds.Pod, content.Text("metadata", "namespace")).Objects.Where(pod => pod.ControllerUid == uid).ToList();
        var ready = pods.Count(pod => pod.IsReady() && !pod.Deleting);
        var updated = pods.Count(pod => !pod.Deleting && pod.Label(StatefulSetRevisions.Label) == update);
        var replicas = content.Count("spec", "replicas");
        var complete = updated == replicas && ready == replicas && pods.Count == replicas;
        var status = content.Ensure("status");
        status["replicas"] = pods.Count;
        status["readyReplicas"] = ready;
        status["availableReplicas"] = ready;
        status["currentReplicas"] = complete ? updated : pods.Count(pod => !pod.Deleting && pod.Label(StatefulSetRevisions.Label) == current);
        status["updatedReplicas"] = updated;
        status["currentRevision"] = complete ? update : current;
        status["updateRevision"] = update;
        status["collisionCount"] = 0;
        status["observedGeneration"] = content.Number("metadata", "generation");
    }

    private static int Ordinal(StoredObject pod) =>
        int.Parse(pod.Name.AsSpan(pod.Name.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
