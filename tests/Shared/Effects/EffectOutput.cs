namespace ServiceGuru.Effects;

/// <summary>What came of it.</summary>
/// <param name="Name">The effect.</param>
public sealed record EffectOutput(string Name);
