using ServiceGuru.Approvals;

namespace ServiceGuru.Runbooks.Events;

/// <summary>A step waits for people. What counts as an answer is pinned here, whatever the definition says later.</summary>
/// <param name="Step">The step.</param>
/// <param name="Question">What they are asked.</param>
/// <param name="Need">How many must say yes.</param>
/// <param name="Deadline">When it closes with a no.</param>
public sealed record GateOpened(string Step, string Question, int Need, DateTimeOffset? Deadline) : RunEvent
{
    /// <summary>Which opening of the step's gate this is: the step's attempt. An answer counts for one opening only.</summary>
    public int Opening { get; init; }

    /// <summary>What people are shown before they are asked, one line each.</summary>
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>Whether a yes also covers what the steps that need this gate destroy; then no general yes answers it.</summary>
    public bool Destructive { get; init; }

    /// <summary>The ids of the people who may answer; empty for anybody.</summary>
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether the yes of somebody who started or resumed the run counts.</summary>
    public bool SelfApproval { get; init; } = true;

    /// <summary>What is asked for together with the yes, by name.</summary>
    public IReadOnlyDictionary<string, GateInput> Inputs { get; init; } = new Dictionary<string, GateInput>();

    /// <summary>The channels that are told of it.</summary>
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>How often they are told again, or null.</summary>
    public TimeSpan? Remind { get; init; }
}
