using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>The exit codes of <c>guru</c>; scripts rely on them.</summary>
public static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The answer is no: unhealthy, gate denied, failed run.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage or definition.</summary>
    public const int Usage = 2;

    /// <summary>An outside system could not be reached.</summary>
    public const int Unreachable = 3;

    /// <summary>The outcome of a change is unknown.</summary>
    public const int UnknownOutcome = 4;

    /// <summary>Gives the exit code of a kind of failure.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The exit code, 1 to 4.</returns>
    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.Usage => Usage,
        FailureKind.Unreachable => Unreachable,
        FailureKind.UnknownOutcome => UnknownOutcome,
        _ => Refused,
    };
}
