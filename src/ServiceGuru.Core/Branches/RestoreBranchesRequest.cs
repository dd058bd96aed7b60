using System.ComponentModel;

namespace ServiceGuru.Branches;

/// <summary>Which stable branches to take back, and to before which run.</summary>
public sealed record RestoreBranchesRequest
{
    /// <summary>The repositories by name; all that the run moved if absent.</summary>
    [Description("The repositories by name; all that the run moved if absent.")]
    public IReadOnlyList<string>? Repositories { get; init; }

    /// <summary>The run whose moves are taken back; the last one that moved any of the repositories if absent.</summary>
    [Description("The run whose moves are taken back; the last one that moved any of the repositories if absent.")]
    public string? Run { get; init; }

    /// <summary>Whether the monorepo of the definition, if any, records the commits afterwards.</summary>
    [Description("Whether the definition's monorepo, if any, records the commits afterwards.")]
    public bool Record { get; init; } = true;
}
