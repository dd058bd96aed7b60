using System.Globalization;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Json;
using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>The arithmetic of a rolling update: never more than surge allows, never fewer available than promised.</summary>
internal sealed class RollingUpdate(JsonObject deployment, StoredObject present, IReadOnlyList<StoredObject> old)
{
    private readonly int replicas = deployment.Count("spec", "replicas");

    /// <summary>Scales the new set up and the old ones down as far as is allowed now.</summary>
    /// <param name="scale">Sets a ReplicaSet's size.</param>
    public void Step(Action<StoredObject, int> scale)
    {
        var surge = Share("maxSurge", roundUp: true);
        var unavailable = Share("maxUnavailable", roundUp: false);
        if (surge == 0 && unavailable == 0)
        {
            unavailable = 1;
        }

        var wanted = Wanted(present);
        var total = wanted + old.Sum(Wanted);
        var grown = wanted > replicas ? replicas : Math.Min(replicas, wanted + Math.Max(0, replicas + surge - total));
        scale(present, grown);

        var removable = total - wanted + grown - (replicas - unavailable) - (grown - Math.Min(grown, Available(present)));
        foreach (var set in old.OrderBy(Available))
        {
            // Replicas that serve nobody can go whatever else is missing.
            var broken = Wanted(set) - Math.Min(Wanted(set), Available(set));
            var less = Math.Min(Wanted(set), Math.Max(broken, removable));
            if (less > 0)
            {
                scale(set, Wanted(set) - less);
                removable -= less;
            }
        }
    }

    private int Share(string name, bool roundUp)
    {
        var value = deployment.At("spec", "strategy", "rollingUpdate", name);
        if (value is JsonValue && deployment.Number("spec", "strategy", "rollingUpdate", name) is { } number)
        {
            return (int)number;
        }

        var text = deployment.Text("spec", "strategy", "rollingUpdate", name) ?? "25%";
        var part = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) * replicas / 100.0;
        return (int)(roundUp ? Math.Ceiling(part) : Math.Floor(part));
    }

    private static int Wanted(StoredObject set) => set.Content.Count("spec", "replicas");

    private static int Available(StoredObject set) => set.Content.Count("status", "availableReplicas");
}
