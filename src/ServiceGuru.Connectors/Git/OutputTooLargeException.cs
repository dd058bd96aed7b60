namespace ServiceGuru.Connectors.Git;

/// <summary>A program writes more than anybody can use.</summary>
internal sealed class OutputTooLargeException(int limit) : Exception($"More than {limit / 1024} KiB were written.")
{
    /// <summary>Gets the limit in bytes.</summary>
    public int Limit { get; } = limit;
}
