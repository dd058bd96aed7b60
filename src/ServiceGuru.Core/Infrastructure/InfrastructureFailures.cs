using ServiceGuru.Branches;
using ServiceGuru.Documents;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Infrastructure;

/// <summary>The ways in which the infrastructure can't be read or deployed.</summary>
internal static class InfrastructureFailures
{
    private const int MostLines = 20;

    public static Failure NotDefined(ServiceDefinition service) => new()
    {
        Id = "InfrastructureMissing",
        Kind = FailureKind.Usage,
        Target = service.Name,
        Message = $"The definition of {service.Name} names no deployment repository.",
        NextAction = "Add it to the service definition under 'infrastructure'.",
    };

    public static Failure BranchMissing(InfrastructureDefinition infrastructure) => new()
    {
        Id = "BranchMissing",
        Kind = FailureKind.Refused,
        Target = infrastructure.Url,
        Message = $"{infrastructure.Url} has no branch {infrastructure.Branch}.",
        NextAction = "Correct 'infrastructure.branch' in the service definition.",
    };

    public static Failure CheckoutMoved(CheckoutState checkout, Change change) => new()
    {
        Id = "CheckoutMovedMeanwhile",
        Kind = FailureKind.Refused,
        Target = checkout.Path,
        Message = $"{checkout.Path} is not at {CommitLines.Short(change.To!)} any more, for which the deployment was planned.",
        Cause = $"It is at {CommitLines.Short(checkout.Head ?? "no commit")} now.",
        NextAction = "Plan again and look at what is new. Nothing was deployed.",
    };

    public static Failure DeployedMeanwhile(Change change, string mark, string? found) => new()
    {
        Id = "InfrastructureDeployedMeanwhile",
        Kind = FailureKind.Refused,
        Target = change.Target,
        Message = $"Somebody else deployed {change.Target} since this was planned: {mark} has moved.",
        Cause = $"It was at {CommitLines.Short(DeployChange.MarkBefore(change) ?? "no commit")} and is at {CommitLines.Short(found ?? "no commit")}.",
        NextAction = "Plan again. Nothing was deployed.",
    };

    public static Failure TimedOut(InfrastructureDefinition infrastructure, Change change, CommandEnd end) => new()
    {
        Id = "InfrastructureTimeout",
        Kind = FailureKind.Refused,
        Target = change.Target,
        Message = $"The deployment of {change.Target} did not end within {Duration.Format(infrastructure.Timeout)} and was ended with everything that it had started.",
        Cause = AnsibleOutput.Task(end.LastLines) is { } task ? $"It was at: {task}" : null,
        Evidence = Evidence(end),
        NextAction = Next(infrastructure, "Look at what it waited for (the time stands under 'infrastructure.timeout')"),
    };

    public static Failure Failed(InfrastructureDefinition infrastructure, Change change, CommandEnd end) => new()
    {
        Id = "InfrastructureFailed",
        Kind = FailureKind.Refused,
        Target = change.Target,
        Message = $"The deployment of {change.Target} failed: {infrastructure.Command[0]} ended with exit code {end.ExitCode}.",
        Cause = AnsibleOutput.Cause(end.LastLines),
        Evidence = Evidence(end),
        NextAction = Next(infrastructure, "Put right what it says"),
    };

    public static Failure StillRunning(Change change, CommandStanding standing) => new()
    {
        Id = "InfrastructureStillRunning",
        Kind = FailureKind.UnknownOutcome,
        Target = change.Target,
        Message = $"The deployment of {change.Target} that an interrupted run began still works, as process {standing.ProcessId}.",
        Evidence = [$"output: {standing.LogFile}"],
        NextAction = $"Wait for its end and resume (what became of it is known then), or end it first: kill -- -{standing.ProcessId}",
    };

    public static Failure OutcomeUnknown(InfrastructureDefinition infrastructure, Change change, CommandStanding standing) => new()
    {
        Id = "InfrastructureOutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Target = change.Target,
        Message = $"The deployment of {change.Target} was cut off, and nobody can tell how far it came.",
        Evidence = [$"output: {standing.LogFile}"],
        NextAction = $"Look at the environment. If it is deployed{(infrastructure.MarkOf(change.Target) is { } mark ? $", move {mark} to {change.To} and resume" : ", start a new run after it")}; if running the command once more does no harm, say so with 'repeatable: true' under 'infrastructure' and resume.",
    };

    public static Failure Elsewhere(InfrastructureDefinition infrastructure, Change change, string place) => new()
    {
        Id = "InfrastructureOutcomeUnknown",
        Kind = FailureKind.UnknownOutcome,
        Target = change.Target,
        Message = $"The deployment of {change.Target} was begun elsewhere, where it may still work, and nobody can tell from here how far it came.",
        Evidence = [$"begun in {place}"],
        NextAction = $"Resume the run there. If that machine is gone, look at the environment, then {(infrastructure.MarkOf(change.Target) is { } mark ? $"move {mark} to {change.To} where it is deployed, and resume" : "start a new run")}.",
    };

    public static Failure MarkNotMoved(string mark, Failure why) => why with
    {
        Id = "InfrastructureMarkNotMoved",
        Message = $"The deployment is done, but {mark} could not be moved, so other machines do not know of it.",
        Cause = $"{why.Message} {why.Cause}".Trim(),
        NextAction = "Resume the run: it moves the mark and deploys nothing again.",
    };

    private static string Next(InfrastructureDefinition infrastructure, string first) => infrastructure.Repeatable
        ? $"{first}, then resume: what the command has done already it finds done."
        : $"{first}, and see how far it came before it runs again.";

    private static IReadOnlyList<string> Evidence(CommandEnd end) => [.. end.LastLines.TakeLast(MostLines), $"whole output: {end.LogFile}"];
}
