using ServiceGuru.Operations;

namespace ServiceGuru.Reports;

/// <summary>One attempt at a step.</summary>
internal sealed record AttemptStory
{
    /// <summary>Which, from 1 on.</summary>
    public required int Number { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When it ended, or null where it has not.</summary>
    public DateTimeOffset? End { get; set; }

    /// <summary>How it ended, a word.</summary>
    public string Outcome { get; set; } = "not ended";

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; set; }

    /// <summary>When the next one was due, where it was to be tried again.</summary>
    public DateTimeOffset? RetryAt { get; set; }
}
