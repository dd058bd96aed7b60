using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ServiceGuru.Completion;

/// <summary>Completes the sandbox's faults.</summary>
public sealed class FaultCompleter : IArgumentCompleter
{
    /// <summary>
    /// Gets the names. The sandbox runs on .NET 10 in a process of its own, so its catalogue can't be loaded here; a test
    /// keeps the two alike.
    /// </summary>
    internal static IReadOnlyList<(string Name, string Hint)> Faults { get; } =
    [
        ("api-down", "The route of staging's API answers 503."),
        ("dashboard-down", "The route of staging's dashboard answers 503."),
        ("database-down", "Staging's API answers, but not what needs its database."),
        ("image-build-fails", "The image build of packit-service's stable branch fails."),
        ("image-pull-backoff", "Production's nodes can't pull the new packit-worker image."),
        ("matrix-down", "The Matrix homeserver answers 503."),
        ("pod-stuck-terminating", "A pod stays Terminating."),
        ("rate-limited", "GitHub answers the first requests with 429."),
        ("registry-slow", "Images appear a while after their build has ended."),
        ("sentry-down", "The error tracker answers 503."),
        ("sentry-rate-jump", "A known issue happens many times as often as before."),
        ("sentry-spike", "The error tracker has new issues in staging."),
        ("stable-diverged", "packit-service's stable branch has a commit of its own."),
        ("staging-behind", "Staging runs packit-service as it was three merges ago."),
        ("staging-crash-loop", "A worker in staging is in CrashLoopBackOff."),
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionWords.Matching(Faults, wordToComplete);
}
