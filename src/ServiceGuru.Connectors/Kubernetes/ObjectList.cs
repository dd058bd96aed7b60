namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>A whole list of one kind.</summary>
/// <param name="Items">The items.</param>
/// <param name="ResourceVersion">The version at which the list was true; a watch goes on from it.</param>
internal sealed record ObjectList<T>(IReadOnlyList<T> Items, string? ResourceVersion);
