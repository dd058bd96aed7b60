namespace ServiceGuru.Sandbox.Cluster.Faults;

/// <summary>How a container's program ends though it should go on.</summary>
/// <param name="ExitCode">Its exit code; 137 where it is killed.</param>
/// <param name="Reason">The runtime's word: <c>Error</c>, <c>OOMKilled</c>.</param>
/// <param name="Log">What it writes before, given the time.</param>
internal sealed record ProgramEnd(int ExitCode, string Reason, Func<DateTimeOffset, IReadOnlyList<string>> Log)
{
    /// <summary>What its liveness probe says, where it is its failing that ends the program.</summary>
    public string? Probe { get; init; }
}
