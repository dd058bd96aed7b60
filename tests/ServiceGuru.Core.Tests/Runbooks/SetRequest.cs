namespace ServiceGuru.Runbooks;

internal sealed record SetRequest
{
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public bool Destructive { get; init; }

    public int Times { get; init; } = 1;
}
