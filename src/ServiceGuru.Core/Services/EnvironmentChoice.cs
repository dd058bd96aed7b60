namespace ServiceGuru.Services;

/// <summary>An environment and its name.</summary>
internal sealed record EnvironmentChoice(string Name, EnvironmentDefinition Definition);
