using ServiceGuru.Sandbox.Cluster.Storage;
using ServiceGuru.Sandbox.World;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>Records what clients change in the cluster; what controllers do is not recorded.</summary>
internal sealed class ClientEffects(IEffectLog log)
{
    private const int Longest = 300;

    /// <summary>Records one write.</summary>
    /// <param name="action">E.g. <c>delete-pod</c>.</param>
    /// <param name="kind">The object's kind.</param>
    /// <param name="space">Its namespace, or null.</param>
    /// <param name="name">Its name.</param>
    /// <param name="detail">What was asked for; left out for secrets.</param>
    public void Record(string action, ResourceKind kind, string? space, string name, string? detail = null)
    {
        var target = string.IsNullOrEmpty(space) ? $"{kind.Plural}/{name}" : $"{space}/{kind.Plural}/{name}";
        var shown = kind.Plural == "secrets" ? null : detail?.Length > Longest ? detail[..Longest] : detail;
        log.Record("cluster", action, target, shown);
    }
}
