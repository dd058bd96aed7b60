namespace ServiceGuru.Sandbox.Cluster.Storage;

/// <summary>One kind of object that the API serves.</summary>
/// <param name="Group">API group; empty for the core group.</param>
/// <param name="Version">API version, e.g. <c>v1</c>.</param>
/// <param name="Kind">E.g. <c>Deployment</c>.</param>
/// <param name="Plural">The name in paths, e.g. <c>deployments</c>.</param>
internal sealed record ResourceKind(string Group, string Version, string Kind, string Plural)
{
    /// <summary>The name that commands accept for one of them.</summary>
    public string Singular => Kind.ToLowerInvariant();

    /// <summary>Abbreviations that commands accept.</summary>
    public IReadOnlyList<string> ShortNames { get; init; } = [];

    /// <summary>Whether its objects live in namespaces.</summary>
    public bool Namespaced { get; init; } = true;

    /// <summary>Whether <c>kubectl get all</c> lists it.</summary>
    public bool InAll { get; init; }

    /// <summary>Whether <c>metadata.generation</c> counts changes of <c>spec</c>.</summary>
    public bool CountsGenerations { get; init; }

    /// <summary>Its subresources, e.g. <c>status</c>.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>What clients may do with it.</summary>
    public IReadOnlyList<string> Verbs { get; init; } = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>Whether it has a number of replicas that can be set.</summary>
    public bool Scales => Subresources.Contains("scale");

    /// <summary><c>v1</c> or <c>group/version</c>.</summary>
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The name in messages: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";
}
