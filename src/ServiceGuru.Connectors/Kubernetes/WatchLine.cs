namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>One line of a watch.</summary>
/// <param name="ResourceVersion">Where the watch is now; null where the server has forgotten it and the list must be read anew.</param>
/// <param name="Event">What to tell, or null for a bookmark.</param>
internal sealed record WatchLine<T>(string? ResourceVersion, WatchEvent<T>? Event);
