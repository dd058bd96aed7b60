using ServiceGuru.Operations;
using ServiceGuru.Runbooks.State;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What a caller got.</summary>
/// <param name="ExitCode">As <c>guru</c> ends with it.</param>
/// <param name="Failure">Why the answer is no, or null.</param>
/// <param name="Run">The run, where it was one.</param>
internal sealed record FaultOutcome(int ExitCode, Failure? Failure, RunState? Run = null)
{
    public static FaultOutcome Of(Failure? failure) => new(failure is null ? 0 : ExitCodes.Of(failure.Kind), failure);

    public static FaultOutcome Of(RunState run) => new(new RunOutcome(run).ExitCode, run.Failure, run);
}
