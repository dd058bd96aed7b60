namespace ServiceGuru.Operations;

/// <summary>A change and what became of it.</summary>
public sealed record ChangeResult
{
    /// <summary>The change.</summary>
    public required Change Change { get; init; }

    /// <summary>What became of it.</summary>
    public required ChangeStatus Status { get; init; }

    /// <summary>Where it was last begun, see <see cref="IOperation.PlaceOf"/>; null where any place can tell what became of it.</summary>
    public string? Place { get; init; }

    /// <summary>Why it failed or is unknown.</summary>
    public Failure? Failure { get; init; }

    /// <summary>What was learned while doing it, by name, e.g. the imported digest.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>The sequence of the record by which it is applied, or null where none is: the order in which things really happened.</summary>
    public long? AppliedIn { get; init; }
}
