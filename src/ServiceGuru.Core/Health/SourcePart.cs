using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>What one source gives to a report, or why it could not be read.</summary>
internal sealed record SourcePart
{
    public IReadOnlyList<WorkloadHealth> Workloads { get; init; } = [];

    public IReadOnlyList<HealthFinding> Findings { get; init; } = [];

    public Failure? Failure { get; init; }

    /// <summary>Reads a source. That it can't be read is part of the answer and no end of the check.</summary>
    public static async Task<SourcePart> ReadAsync(string source, IReadOnlyList<WorkloadHealth> unread, Func<Task<SourcePart>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            return new SourcePart { Workloads = unread, Findings = [SourceFindings.Of(source, exception.Failure)], Failure = exception.Failure };
        }
    }
}
