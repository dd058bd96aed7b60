namespace ServiceGuru.Health.Surroundings;

/// <summary>A port of a Service.</summary>
/// <param name="Name">Its name, if it has one.</param>
/// <param name="Number">Its number.</param>
/// <param name="Target">The pods' port: a number or the name of a container's port; the port's own number if absent.</param>
public sealed record ServicePort(string? Name, int Number, string? Target);
