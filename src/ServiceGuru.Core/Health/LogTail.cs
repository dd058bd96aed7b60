namespace ServiceGuru.Health;

/// <summary>The last lines of a container's log.</summary>
/// <param name="Container">The container.</param>
/// <param name="Lines">The lines; empty where it has none.</param>
/// <param name="Problem">Why it could not be read, or null where it could.</param>
public sealed record LogTail(ContainerReference Container, IReadOnlyList<string> Lines, string? Problem);
