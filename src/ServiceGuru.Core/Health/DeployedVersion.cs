namespace ServiceGuru.Health;

/// <summary>What an environment runs of one repository.</summary>
public sealed record DeployedVersion
{
    /// <summary>The repository.</summary>
    public required string Repository { get; init; }

    /// <summary>Its key in the API's answer.</summary>
    public required string Key { get; init; }

    /// <summary>The deployed commit's first characters, or null where the API tells none (a plain release).</summary>
    public string? Commit { get; init; }

    /// <summary>The deployed version, or null where the API does not report the key.</summary>
    public string? Version { get; init; }

    /// <summary>The full commit at the head of the environment's branch, or null where it could not be read.</summary>
    public string? Head { get; init; }

    /// <summary>Whether the deployed commit is the head; null where nobody can tell.</summary>
    public bool? Current { get; init; }

    /// <summary>How many commits of the branch are not deployed; null where nobody can tell.</summary>
    public int? Behind { get; init; }

    /// <summary>When the oldest of them was committed, if there is one.</summary>
    public DateTimeOffset? BehindSince { get; init; }

    /// <summary>Whether the deployed commit is on the branch at all; null where nobody can tell.</summary>
    public bool? OnBranch { get; init; }

    /// <summary>Why nobody can tell, or null where <see cref="Current"/> says it.</summary>
    public string? Problem { get; init; }
}
