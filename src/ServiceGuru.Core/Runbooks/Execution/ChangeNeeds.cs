using ServiceGuru.Operations;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>Finds out whether a change may begin: what it needs must be applied.</summary>
internal static class ChangeNeeds
{
    /// <summary>Gives why a change must not begin (<c>DependencyNotMoved</c>), or null where it may.</summary>
    /// <param name="change">The change.</param>
    /// <param name="results">What became of its step's changes so far.</param>
    public static Failure? Unmet(Change change, IReadOnlyList<ChangeResult> results)
    {
        List<ChangeResult> unmet = [.. results.Where(result => change.After.Contains(result.Change.Id, StringComparer.Ordinal) && result.Status != ChangeStatus.Applied)];
        if (unmet.Count == 0)
        {
            return null;
        }

        IReadOnlyList<Failure> causes = [.. unmet.Select(result => result.Failure).OfType<Failure>()];
        return new Failure
        {
            Id = "DependencyNotMoved",
            // As grave as what it goes back to: where a system could not be reached, this is no refusal either.
            Kind = causes.Count == unmet.Count && causes.All(cause => cause.Kind == FailureKind.Unreachable) ? FailureKind.Unreachable : FailureKind.Refused,
            Target = change.Target,
            Message = $"{change.Target} was not begun: it comes after {string.Join(", ", unmet.Select(result => result.Change.Target))}, and that {(unmet.Count == 1 ? "was" : "were")} not done.",
            Cause = string.Join(" ", unmet.Select(result => $"{result.Change.Target}: {Reason(result)}")),
            Evidence = [$"not done: {change.Summary}"],
            NextAction = causes.Select(cause => cause.NextAction).FirstOrDefault(action => action is not null) ?? "Do what it comes after first, then run the step again.",
            Transient = causes.Count == unmet.Count && causes.All(cause => cause.Transient),
        };
    }

    private static string Reason(ChangeResult result) => result.Failure?.Message ?? result.Status switch
    {
        ChangeStatus.Declined => "declined.",
        ChangeStatus.Unknown or ChangeStatus.Started => "nobody can tell whether it was done.",
        _ => "not done.",
    };
}
