namespace ServiceGuru.Health;

/// <summary>A port that a container says it listens on. It may listen on others, too.</summary>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="Number">Its number.</param>
public sealed record ContainerPort(string? Name, int Number);
