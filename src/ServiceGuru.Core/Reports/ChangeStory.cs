using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>A change of a run with its times.</summary>
/// <param name="Change">The change.</param>
internal sealed record ChangeStory(Change Change)
{
    /// <summary>What became of it.</summary>
    public ChangeStatus Status { get; set; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Start { get; set; }

    /// <summary>When its end was recorded.</summary>
    public DateTimeOffset? End { get; set; }

    /// <summary>Whether a probe told what became of it.</summary>
    public bool Probed { get; set; }

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Why it could not be undone.</summary>
    public Failure? NotUndone { get; set; }
}
