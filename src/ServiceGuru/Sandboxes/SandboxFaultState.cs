namespace ServiceGuru.Sandboxes;

/// <summary>Something that can go wrong in a sandbox, and whether it does now.</summary>
public sealed record SandboxFaultState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it goes wrong now.</summary>
    public required bool Active { get; init; }

    /// <summary>The system that it concerns.</summary>
    public required string Concerns { get; init; }

    /// <summary>What goes wrong.</summary>
    public required string Summary { get; init; }

    /// <summary>How ServiceGuru is expected to answer to it.</summary>
    public required string Expect { get; init; }
}
