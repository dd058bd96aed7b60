using System.Text.RegularExpressions;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Exec;
using ServiceGuru.Operations;

namespace ServiceGuru.Connectors.Kubernetes;

/// <summary>Says why a command in a container did not come to its end.</summary>
internal sealed partial class PodExecFailures(PodCommand command, SystemClient client, SecretRedactor redactor)
{
    private string Program => command.Command[0];

    private string Place => command.Container is null ? command.Pod : $"{command.Pod} ({command.Container})";

    /// <summary>The cluster did not begin it.</summary>
    public GuruException NotStarted(string cause) => client.Failures.Make(null, NoProgram().IsMatch(cause)
        ? new Failure
        {
            Id = "PodProgramMissing",
            Message = $"The container has no program {Program}.",
            Target = Place,
            Cause = cause,
            NextAction = "Name a workload in the definition whose image has it.",
        }
        : new Failure
        {
            Id = "PodExecFailed",
            Message = $"{Program} could not be run in the container.",
            Target = Place,
            Cause = cause,
            NextAction = $"See whether the container runs: kubectl get pod {command.Pod}; then run it again.",
            Transient = true,
        });

    /// <summary>It did not end in time. What runs there is not stopped by that.</summary>
    public GuruException TimedOut() => client.Failures.Make(null, Lost(new Failure
    {
        Id = "PodExecTimedOut",
        Kind = FailureKind.Unreachable,
        Message = $"{Program} did not end within {command.Timeout.TotalSeconds:0.#} s.",
        Target = Place,
        NextAction = $"Look what hangs: kubectl exec {command.Pod} -- ps; then run it again.",
        Transient = true,
    }));

    /// <summary>The connection ended before the command did.</summary>
    public GuruException Broken(Exception? exception) => client.Failures.Make(exception, Lost(new Failure
    {
        Id = "PodExecBroken",
        Kind = FailureKind.Unreachable,
        Message = $"The connection to {Program} broke before it had ended.",
        Target = Place,
        Cause = exception is null ? "The cluster closed it without a word about the exit code." : redactor.Redact(exception.Message),
        NextAction = "Run it again; the pod may have been replaced meanwhile.",
        Transient = true,
    }));

    /// <summary>It says more than anybody wants.</summary>
    public GuruException TooMuch(int limit) => client.Failures.Make(null, Lost(new Failure
    {
        Id = "PodExecOutputTooLarge",
        Message = $"{Program} writes more than {limit / 1024} KiB.",
        Target = Place,
        NextAction = "Run it by hand, into a file.",
    }));

    // The start of a change was sent, and what came of it nobody told.
    private Failure Lost(Failure failure) => command.Repeatable ? failure : failure with
    {
        Kind = FailureKind.UnknownOutcome,
        Transient = false,
        NextAction = "Look whether it happened, before it is repeated.",
    };

    [GeneratedRegex(@"executable file .*not found|not found in \$PATH|no such file or directory", RegexOptions.IgnoreCase)]
    private static partial Regex NoProgram();
}
