using ServiceGuru.Sandbox.Cluster.Storage;

namespace ServiceGuru.Sandbox.Cluster.Api;

/// <summary>What a resource path names.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">The namespace; null for all namespaces and for kinds without one.</param>
/// <param name="Name">The object's name; null for the collection.</param>
/// <param name="Subresource">E.g. <c>log</c>; null for the object itself.</param>
internal sealed record ApiPath(ResourceKind Kind, string? Namespace, string? Name, string? Subresource)
{
    /// <summary>Reads <c>api/v1/…</c> and <c>apis/GROUP/VERSION/…</c>.</summary>
    /// <returns>The path's meaning, or null where it names no resource.</returns>
    public static ApiPath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, start) = parts switch
        {
            ["api", ..] => ("", 1),
            ["apis", var named, ..] => (named, 2),
            _ => ("", parts.Length),
        };
        if (parts.Length < start + 2)
        {
            return null;
        }

        var version = parts[start];
        ReadOnlySpan<string> rest = parts.AsSpan(start + 1);

        // /namespaces/NAME/status is the namespace's own subresource, everything else below a namespace's name lies in it.
        string? space = null;
        if (rest is ["namespaces", _, _, ..] && rest[2] != "status")
        {
            space = rest[1];
            rest = rest[2..];
        }

        if (rest.Length > 3 || ResourceKinds.Find(group, version, rest[0]) is not { } kind || (space is not null && !kind.Namespaced))
        {
            return null;
        }

        var found = new ApiPath(kind, space, rest.Length > 1 ? rest[1] : null, rest.Length > 2 ? rest[2] : null);
        var complete = found.Name is null || space is not null || !kind.Namespaced;
        var known = found.Subresource is null || kind.Subresources.Contains(found.Subresource);
        return complete && known ? found : null;
    }
}
