namespace ServiceGuru.Runbooks.Events;

/// <summary>A step waits for people.</summary>
/// <param name="Step">The step.</param>
/// <param name="Question">What they are asked.</param>
/// <param name="Need">How many must say yes.</param>
/// <param name="Deadline">When it closes with a no.</param>
public sealed record GateOpened(string Step, string Question, int Need, DateTimeOffset? Deadline) : RunEvent
{
    /// <summary>What people are shown before they are asked, one line each.</summary>
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>Whether a yes also covers what the steps that need this gate destroy; then no general yes answers it.</summary>
    public bool Destructive { get; init; }
}
