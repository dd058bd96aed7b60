using System.ComponentModel;

namespace ServiceGuru.Branches;

/// <summary>Which stable branches to move, and to where.</summary>
public sealed record MoveBranchesRequest
{
    /// <summary>The repositories by name; all of the definition if absent.</summary>
    [Description("The repositories by name; all of the definition if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>Whether a target branch may lose commits that the source branch lacks.</summary>
    [Description("Moves diverged branches too: the commits that only the target branch has get lost.")]
    public bool Force { get; init; }

    /// <summary>Whether the monorepo of the definition, if any, records the commits afterwards.</summary>
    [Description("Whether the definition's monorepo, if any, records the commits after the moves.")]
    public bool Record { get; init; } = true;

    /// <summary>The commit by repository (full, or at least seven characters); the source branch's head where absent.</summary>
    [Description("The commit to move to, by repository; the head of the source branch where absent.")]
    public IReadOnlyDictionary<string, string>? Commits { get; init; }
}
