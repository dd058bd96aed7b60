namespace ServiceGuru.Benchmarks;

internal sealed record NothingOutput(int Number);
