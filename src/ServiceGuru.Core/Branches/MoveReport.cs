namespace ServiceGuru.Branches;

/// <summary>The target branches after a move.</summary>
public sealed record MoveReport
{
    /// <summary>One entry a selected repository, in the definition's order.</summary>
    public required IReadOnlyList<BranchMove> Moves { get; init; }

    /// <summary>The full commit of the target branch after the move, by repository, moved or up to date.</summary>
    public required IReadOnlyDictionary<string, string> Revisions { get; init; }

    /// <summary>The full commit of the target branch before the move, by repository.</summary>
    public required IReadOnlyDictionary<string, string> Previous { get; init; }

    /// <summary>What the monorepo records; null where it was left alone, or the definition names none.</summary>
    public RecordReport? Record { get; init; }

    internal static MoveReport Of(IReadOnlyList<MoveOutcome> outcomes, RecordReport? record = null) => new()
    {
        Record = record,
        Moves = [.. outcomes.Select(outcome => outcome.Move)],
        Revisions = Known(outcomes, outcome => outcome.Now),
        Previous = Known(outcomes, outcome => outcome.Move.From),
    };

    private static Dictionary<string, string> Known(IReadOnlyList<MoveOutcome> outcomes, Func<MoveOutcome, string?> commit) => outcomes
        .Where(outcome => commit(outcome) is not null)
        .ToDictionary(outcome => outcome.Move.Repository, outcome => commit(outcome)!, StringComparer.Ordinal);
}
