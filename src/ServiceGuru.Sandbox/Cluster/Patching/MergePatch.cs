using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Patching;

/// <summary>JSON merge patches (RFC 7386).</summary>
internal static class MergePatch
{
    /// <summary>Applies a patch in place.</summary>
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject change)
            {
                if (target[name] is not JsonObject child)
                {
                    child = [];
                    target[name] = child;
                }

                Apply(child, change);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }
}
