using System.ComponentModel;

namespace ServiceGuru.Branches;

/// <summary>Which commits to record in the monorepo.</summary>
public sealed record RecordRevisionsRequest
{
    /// <summary>The full commit by repository; each must be where the target branch is. The heads of the target branches of all if absent.</summary>
    [Description("The full commit by repository, e.g. ${{ steps.move.output.revisions }}; refused where the target branch is elsewhere. The heads of the target branches of all repositories if absent.")]
    public IReadOnlyDictionary<string, string>? Revisions { get; init; }
}
