namespace ServiceGuru.Connectors.Postgres;

/// <summary>How long the ledger bears what.</summary>
public sealed record PostgresTimes
{
    /// <summary>How long a run waits for its server to come back before it gives its lock up; 2 minutes.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a run looks whether its lock is still there; 5 seconds.</summary>
    public TimeSpan Ping { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a run waits between two attempts to connect again; a second.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a statement may take before its connection counts as broken; 15 seconds.</summary>
    public TimeSpan Statement { get; init; } = TimeSpan.FromSeconds(15);
}
