namespace ServiceGuru.Ledger;

/// <summary>Which runs are looked for.</summary>
public sealed record RunFilter
{
    /// <summary>Only runs of this service, or null for all.</summary>
    public string? Service { get; init; }

    /// <summary>Only runs that a process works on now. The journal, which must try the lock of each, looks at the newest 50.</summary>
    public bool Held { get; init; }
}
