namespace ServiceGuru.Infrastructure;

/// <summary>How the checkout stands to what is to be deployed.</summary>
public sealed record CheckoutState
{
    /// <summary>What is there.</summary>
    public required CheckoutStanding Standing { get; init; }

    /// <summary>Its folder, absolute.</summary>
    public required string Path { get; init; }

    /// <summary>The addresses of its remotes, without credentials.</summary>
    public IReadOnlyList<string> Remotes { get; init; } = [];

    /// <summary>The branch that is checked out; null for a bare commit.</summary>
    public string? Branch { get; init; }

    /// <summary>The full commit that is checked out; null in a repository without commits.</summary>
    public string? Head { get; init; }

    /// <summary>The files that differ from that commit, as <c>git status --porcelain</c> lists them; ignored ones are not among them.</summary>
    public IReadOnlyList<string> Dirty { get; init; } = [];

    /// <summary>How many commits it has that the remote's branch lacks, as far as the clone knows.</summary>
    public int Ahead { get; init; }

    /// <summary>How many commits it lacks; null where it lacks some and can't count them before a fetch.</summary>
    public int? Behind { get; init; } = 0;
}
