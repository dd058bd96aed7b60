namespace ServiceGuru.Effects;

/// <summary>What an effect is, and where it is written down.</summary>
public sealed record EffectRequest
{
    /// <summary>The effect; <c>poison</c> kills the process that has it, <c>slow</c> lasts until the file <c>go</c> is there, <c>flaky</c> needs two attempts, <c>broken</c> fails.</summary>
    public required string Name { get; init; }

    /// <summary>The folder where it is written down.</summary>
    public required string Folder { get; init; }
}
