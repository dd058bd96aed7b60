namespace ServiceGuru.Infrastructure;

/// <summary>A file of the deployment repository that production lacks.</summary>
public sealed record ChangedFile
{
    /// <summary>Its path in the repository.</summary>
    public required string Path { get; init; }

    /// <summary>What happened to it.</summary>
    public required FileChangeKind Kind { get; init; }

    /// <summary>The Kubernetes objects in it, e.g. <c>Deployment/nginx</c>; names may hold a template's placeholders.</summary>
    public IReadOnlyList<string> Objects { get; init; } = [];
}
