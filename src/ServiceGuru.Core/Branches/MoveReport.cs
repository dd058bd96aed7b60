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

    internal static MoveReport Of(IReadOnlyList<BranchMove> moves) => new()
    {
        Moves = moves,
        // A branch whose move failed is still where it was.
        Revisions = moves.Where(move => After(move) is not null).ToDictionary(move => move.Repository, move => After(move)!, StringComparer.Ordinal),
        Previous = moves.Where(move => move.From is not null).ToDictionary(move => move.Repository, move => move.From!, StringComparer.Ordinal),
    };

    private static string? After(BranchMove move) => move.Failure switch
    {
        null => move.To,
        { Kind: Operations.FailureKind.UnknownOutcome } => null,
        _ => move.From,
    };
}
