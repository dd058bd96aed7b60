using ServiceGuru.Operations;
using ServiceGuru.Runbooks.Events;
using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Telemetry;

/// <summary>The words that traces and metrics have for what is in a record.</summary>
internal static class RunWords
{
    /// <summary>Gives a status in lower case.</summary>
    public static string Of<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();

    /// <summary>Gives a run's end as a value of <c>cicd.pipeline.result</c>.</summary>
    public static string ResultOf(RunEnded ended) => ended.Status switch
    {
        RunStatus.Succeeded => "success",
        RunStatus.Stopped or RunStatus.Cancelled => "cancellation",
        _ => ended.Failure is { } failure ? ResultOf(failure) : ended.Status == RunStatus.Undone ? "success" : "failure",
    };

    /// <summary>Gives a failure as a value of <c>cicd.pipeline.task.run.result</c>.</summary>
    public static string ResultOf(Failure failure) => failure.Kind switch
    {
        FailureKind.Unreachable or FailureKind.UnknownOutcome => "error",
        _ => failure.Id == "StepTimedOut" ? "timeout" : "failure",
    };

    /// <summary>Gives the kind of a change.</summary>
    public static string KindOf(RunState state, string step, string change) =>
        state.Step(step).Changes.Find(result => result.Change.Id == change)?.Change.Kind ?? "unknown";
}
