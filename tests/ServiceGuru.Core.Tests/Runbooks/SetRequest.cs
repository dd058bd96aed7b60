namespace ServiceGuru.Runbooks;

internal sealed record SetRequest
{
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>By value: the values that must be set before it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> After { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>By value: the values whose change must have ended before it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AfterEndOf { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public bool Destructive { get; init; }

    public int Times { get; init; } = 1;
}
