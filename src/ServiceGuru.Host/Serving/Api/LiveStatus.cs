using ServiceGuru.Runbooks.State;

namespace ServiceGuru.Host.Serving.Api;

/// <summary>Says in one word how a run is, together with whether a process works on it now.</summary>
internal static class LiveStatus
{
    /// <summary>All words, as a filter knows them.</summary>
    public static IReadOnlyList<string> All { get; } = ["running", "waiting", "paused", "interrupted", "succeeded", "failed", "stopped", "cancelled", "undone", "unreadable"];

    public static string Of(RunState run, bool held) => run.Status switch
    {
        RunStatus.Running when !held => "interrupted",
        RunStatus.Running when run.Paused is not null => "paused",
        RunStatus.Running when WaitsFor(run).Count > 0 => "waiting",
        _ => run.Status.ToString().ToLowerInvariant(),
    };

    public static IReadOnlyList<string> WaitsFor(RunState run) => run.Status != RunStatus.Running ? [] :
        [.. run.Steps.Where(step => step.Status is StepStatus.Waiting or StepStatus.Undecided).Select(step => step.Step.Id)];
}
