namespace ServiceGuru.Operations;

/// <summary>
/// What became of one target over a step's attempts: an attempt that failed for some targets leaves the changes that it
/// applied, and the next one plans anew, perhaps for the same target.
/// </summary>
/// <param name="Results">The results, oldest first, at least one.</param>
internal sealed record ChangeChain(IReadOnlyList<ChangeResult> Results)
{
    public Change First => Results[0].Change;

    public ChangeResult Last => Results[^1];

    /// <summary>Gets why the target is not where it was to be, or null where it is, or where a person did not want it.</summary>
    public Failure? Failure => Last.Status is ChangeStatus.Applied or ChangeStatus.Declined ? null : FailureSummary.OfChange(Last);

    /// <summary>Gets the value that the target has now, or null where nobody can tell.</summary>
    public string? Now => Last.Status switch
    {
        ChangeStatus.Applied => Last.Change.To,
        ChangeStatus.Unknown or ChangeStatus.Started => null,
        _ => Last.Change.From,
    };

    public static IReadOnlyDictionary<string, ChangeChain> ByTarget(IReadOnlyList<ChangeResult> changes) => changes
        .GroupBy(result => result.Change.Target, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => new ChangeChain([.. group]), StringComparer.Ordinal);
}
