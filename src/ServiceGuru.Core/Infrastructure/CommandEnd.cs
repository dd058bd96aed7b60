namespace ServiceGuru.Infrastructure;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; null where its time was over.</param>
/// <param name="LastLines">The last lines that it wrote, redacted.</param>
/// <param name="LogFile">The whole output, absolute; only the user can read it.</param>
public sealed record CommandEnd(int? ExitCode, IReadOnlyList<string> LastLines, string LogFile);
