namespace ServiceGuru.Operations;

/// <summary>What sort of failure it is; decides the exit code and the PowerShell error category.</summary>
public enum FailureKind
{
    /// <summary>The question was answered, and the answer is no: unhealthy, denied, failed. Exit code 1.</summary>
    Refused,

    /// <summary>The input, definition or call is wrong. Exit code 2.</summary>
    Usage,

    /// <summary>An outside system could not be reached or did not let us in. Exit code 3.</summary>
    Unreachable,

    /// <summary>A change may or may not have happened. Exit code 4.</summary>
    UnknownOutcome,
}
