using ServiceGuru.Operations;

namespace ServiceGuru.Health;

/// <summary>What one source said, or why it could not be read.</summary>
/// <typeparam name="T">What it says.</typeparam>
public sealed record SourceReading<T>
    where T : class
{
    /// <summary>What it said; null where it could not be read.</summary>
    public T? Value { get; init; }

    /// <summary>Why it could not be read; null where it could.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Reads a source. That it can't be read is part of the answer and no end of the check.</summary>
    internal static async Task<SourceReading<T>> ReadAsync(Func<Task<T>> read)
    {
        try
        {
            return new SourceReading<T> { Value = await read().ConfigureAwait(false) };
        }
        catch (GuruException exception)
        {
            return new SourceReading<T> { Failure = exception.Failure };
        }
    }
}
