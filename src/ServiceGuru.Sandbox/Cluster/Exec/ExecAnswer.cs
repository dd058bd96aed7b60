namespace ServiceGuru.Sandbox.Cluster.Exec;

/// <summary>How a program ends.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it writes to stdout.</param>
/// <param name="Errors">What it writes to stderr.</param>
internal sealed record ExecAnswer(int ExitCode, string Output, string Errors = "")
{
    /// <summary>How long it takes, in life.</summary>
    public TimeSpan Takes { get; init; } = TimeSpan.FromSeconds(1);
}
