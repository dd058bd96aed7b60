namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One thing that a watch tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Items">The whole list, or the one item.</param>
internal sealed record WatchEvent<T>(WatchEventKind Kind, IReadOnlyList<T> Items);
