namespace ServiceGuru.Benchmarks;

internal sealed record NothingRequest
{
    public int Number { get; init; }
}
