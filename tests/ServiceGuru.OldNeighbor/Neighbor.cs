namespace ServiceGuru.OldNeighbor;

/// <summary>What the neighbor's work came to.</summary>
/// <param name="Name">A name that was read from YAML.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="Polly">The version of Polly that did it, and its load context.</param>
/// <param name="Yaml">The version of YamlDotNet that did it, and its load context.</param>
public sealed record Neighbor(string Name, int Tries, string Polly, string Yaml);
