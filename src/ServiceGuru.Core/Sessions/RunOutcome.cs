using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Sessions;

/// <summary>How a run ended, as a caller sees it.</summary>
/// <param name="State">The run.</param>
public sealed record RunOutcome(RunState State)
{
    /// <summary>Gets the exit code: 0 done, 1 the answer is no, 2 wrong usage, 3 unreachable, 4 unknown outcome.</summary>
    public int ExitCode => State.Status switch
    {
        RunStatus.Succeeded => 0,
        RunStatus.Undone when State.Failure is null => 0,
        _ => State.Failure is { } failure ? ExitCodes.Of(failure.Kind) : 1,
    };
}
