using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Promises;

/// <summary>What a plan promises of one change. Its summary is for people; all else is part of the plan's hash.</summary>
public sealed record ChangePromise
{
    /// <summary>Its place in its step's plan, from 1 on.</summary>
    public required string Id { get; init; }

    /// <summary>What is done.</summary>
    public required string Kind { get; init; }

    /// <summary>On what.</summary>
    public required string Target { get; init; }

    /// <summary>The value before, or null where there is none.</summary>
    public string? From { get; init; }

    /// <summary>The value afterwards, or null where it is not known before.</summary>
    public string? To { get; init; }

    /// <summary>Whether it destroys something.</summary>
    public bool Destructive { get; init; }

    /// <summary>What makes a crash in its middle harmless.</summary>
    public required EffectContract Effect { get; init; }

    /// <summary>The places of the changes that must be applied before it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The places of the changes that must have ended before it.</summary>
    public IReadOnlyList<string> AfterEndOf { get; init; } = [];

    /// <summary>Of each detail that lasts, by name, the first 32 hexadecimal digits of its SHA-256.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>The change as a person says it.</summary>
    public required string Summary { get; init; }
}
