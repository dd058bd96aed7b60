using System.Globalization;
using ServiceGuru.Sandbox.Cluster.Controllers;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Nodes;

/// <summary>
/// Finds nodes for pods, and says why there is none in the words of the real scheduler
/// (https://github.com/kubernetes/kubernetes/tree/master/pkg/scheduler/framework/plugins).
/// </summary>
internal sealed class Scheduler(ObjectStore store, ClusterNodes nodes)
{
    /// <summary>Looks for a node.</summary>
    /// <returns>The node's name; or null, and why.</returns>
    public (string? Node, string? Refusal) Find(StoredObject pod)
    {
        foreach (var claim in pod.Content.Items("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).OfType<string>())
        {
            var known = store.Find(ResourceKinds.PersistentVolumeClaim, pod.Namespace, claim);
            if (known is null || known.Content.Text("status", "phase") != "Bound")
            {
                var all = store.List(ResourceKinds.Node, null).Objects.Count;
                var why = known is null ? $"persistentvolumeclaim \"{claim}\" not found" : "pod has unbound immediate PersistentVolumeClaims";
                return (null, $"0/{all} nodes are available: {why}. preemption: 0/{all} nodes are available: {all} Preemption is not helpful for scheduling.");
            }
        }

        var candidates = store.List(ResourceKinds.Node, null).Objects;
        var refusals = candidates.Select(node => Refusal(node, pod)).ToList();
        var fitting = candidates.Where((_, index) => refusals[index] is null).Select(node => node.Name).ToList();
        if (fitting.Count > 0)
        {
            return (nodes.Next(fitting), null);
        }

        var reasons = string.Join(", ", refusals.OfType<string>().GroupBy(reason => reason).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}"));
        var preemption = refusals.Contains(NoMemory) ? $"{refusals.Count} No preemption victims found for incoming pod" : $"{refusals.Count} Preemption is not helpful for scheduling";
        return (null, $"0/{refusals.Count} nodes are available: {reasons}. preemption: 0/{refusals.Count} nodes are available: {preemption}.");
    }

    private const string NoMemory = "Insufficient memory";

    private static string? Refusal(StoredObject node, StoredObject pod)
    {
        if (DaemonSetController.Wanted(pod.Content) is { } wanted)
        {
            // A DaemonSet's pods tolerate what keeps others away.
            return wanted == node.Name ? null : "node(s) didn't satisfy plugin(s) [NodeAffinity]";
        }

        if (node.Content.Items("spec", "taints").FirstOrDefault(taint => taint.Text("effect") is "NoSchedule" or "NoExecute") is { } taint)
        {
            return $"node(s) had untolerated taint {{{taint.Text("key")}: {taint.Text("value")}}}";
        }

        if (node.Content.Flag("spec", "unschedulable"))
        {
            return "node(s) were unschedulable";
        }

        var asked = pod.Content.Items("spec", "containers").Sum(container => Mebibytes(container.Text("resources", "requests", "memory")));
        return asked > Mebibytes(node.Content.Text("status", "allocatable", "memory")) ? NoMemory : null;
    }

    private static double Mebibytes(string? quantity)
    {
        var digits = (quantity ?? "0").TrimEnd('K', 'M', 'G', 'T', 'i');
        var number = double.Parse(digits, CultureInfo.InvariantCulture);
        return quantity?[digits.Length..] switch
        {
            "Ki" or "K" => number / 1024,
            "Mi" or "M" => number,
            "Gi" or "G" => number * 1024,
            "Ti" or "T" => number * 1024 * 1024,
            _ => number / 1024 / 1024,
        };
    }
}
