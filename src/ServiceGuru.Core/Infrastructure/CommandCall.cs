namespace ServiceGuru.Infrastructure;

/// <summary>A command to run.</summary>
public sealed record CommandCall
{
    /// <summary>Names this command for ever: who looks later asks by it. Letters, digits, dots and hyphens.</summary>
    public required string Key { get; init; }

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder in which it runs, absolute.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>Environment variables besides our own.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>How long it may take.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>How long it has to end by itself when it is stopped.</summary>
    public required TimeSpan Grace { get; init; }
}
