namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One thing that an operation does in a namespace.</summary>
/// <param name="Verb">The verb, e.g. <c>list</c>.</param>
/// <param name="Group">The API group; empty for the core one.</param>
/// <param name="Resource">The resource, its subresource after a slash, e.g. <c>pods/exec</c>.</param>
internal sealed record ClusterRight(string Verb, string Group, string Resource)
{
    /// <summary>Gets it as people write it, e.g. <c>list deployments.apps</c>.</summary>
    public string Title => $"{Verb} {Resource}{(Group.Length == 0 ? string.Empty : $".{Group}")}";
}
