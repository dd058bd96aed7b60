namespace ServiceGuru.Operations;

/// <summary>Sums several failures up in one.</summary>
internal static class FailureSummary
{
    /// <summary>Gives null for none, the failure itself for one, and for more one with the id given (or their common one).</summary>
    public static Failure? Of(IReadOnlyList<Failure> failures, string id, string message)
    {
        if (failures.Count < 2)
        {
            return failures.Count == 0 ? null : failures[0];
        }

        bool alike = failures.All(failure => failure.Id == failures[0].Id);
        return Always(failures, alike ? failures[0].Id : id, message);
    }

    /// <summary>Gives one failure with the id given, whatever their number.</summary>
    public static Failure Always(IReadOnlyList<Failure> failures, string id, string message) => new()
    {
        Id = id,
        Kind = WorstKind(failures),
        Message = message,
        Cause = string.Join(" ", failures.Select(failure => failure.Message)),
        NextAction = failures.Select(failure => failure.NextAction).FirstOrDefault(action => action is not null),
        Details = failures,
        Transient = failures.All(failure => failure.Transient),
    };

    /// <summary>Gives why a change did not succeed, on its target, also where nobody said why (it was never begun).</summary>
    public static Failure OfChange(ChangeResult result) => result.Failure is { } failure
        ? failure.On(result.Change.Target)
        : new Failure
        {
            Id = "ChangeNotApplied",
            Kind = FailureKind.Refused,
            Target = result.Change.Target,
            Message = $"Not done: {result.Change.Summary}.",
            NextAction = "Run the step again.",
        };

    // A change that may have happened weighs more than a no, and a no more than a system that did not answer.
    private static FailureKind WorstKind(IReadOnlyList<Failure> failures) =>
        new[] { FailureKind.UnknownOutcome, FailureKind.Refused, FailureKind.Unreachable, FailureKind.Usage }
            .First(kind => failures.Any(failure => failure.Kind == kind));
}
