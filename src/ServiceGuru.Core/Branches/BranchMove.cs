using System.Text.Json.Serialization;
using ServiceGuru.Operations;

namespace ServiceGuru.Branches;

/// <summary>What became of one repository's target branch.</summary>
public sealed record BranchMove
{
    /// <summary>The repository's name.</summary>
    public required string Repository { get; init; }

    /// <summary>The branch.</summary>
    public required string Branch { get; init; }

    /// <summary>The full commit before, or null where it is not known.</summary>
    public string? From { get; init; }

    /// <summary>The full commit that it was to get, or null where it is not known.</summary>
    public string? To { get; init; }

    /// <summary>How the branch stood before the move.</summary>
    public required BranchStatus Status { get; init; }

    /// <summary>How many commits the move brings.</summary>
    public int Commits { get; init; }

    /// <summary>How many commits the branch loses; cherry-picks whose change the source branch has count, too.</summary>
    public int Lost { get; init; }

    /// <summary>Whether nothing was moved: it is what a move would do. Nobody has pushed the commit then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Foretold { get; init; }

    /// <summary>Why it did not get there; null where it did.</summary>
    public Failure? Failure { get; init; }
}
