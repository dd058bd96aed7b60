namespace ServiceGuru.Infrastructure;

/// <summary>What a deployment of the infrastructure brought.</summary>
public sealed record InfrastructureReport
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Whether the command ran and succeeded.</summary>
    public required bool Deployed { get; init; }

    /// <summary>The full commit deployed before, or null where nobody knows.</summary>
    public string? From { get; init; }

    /// <summary>The full commit deployed now.</summary>
    public string? Commit { get; init; }

    /// <summary>The changed files with the objects in them, one line each.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The command's whole output, absolute; null where it did not run.</summary>
    public string? LogFile { get; init; }
}
