namespace ServiceGuru.Exec;

/// <summary>How a command in a container ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote to stdout, at most 1 MiB, without secrets.</param>
/// <param name="Errors">What it wrote to stderr, at most 1 MiB, without secrets.</param>
public sealed record PodCommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Gets what it said last, one line, for evidence: of stderr, else of stdout.</summary>
    internal string LastWords => (Errors.Trim().Length > 0 ? Errors : Output).TrimEnd().Split('\n')[^1].Trim();
}
