namespace ServiceGuru.Health.Rules;

/// <summary>What a rule saw.</summary>
/// <param name="Message">What is wrong, one sentence.</param>
internal sealed record Sighting(string Message)
{
    public DateTimeOffset? Since { get; init; }

    public string? Cause { get; init; }

    public IReadOnlyList<string> Evidence { get; init; } = [];

    public string? NextAction { get; init; }

    /// <summary>The weight where it is not the rule's own.</summary>
    public FindingSeverity? Severity { get; init; }

    /// <summary>The container whose log explains it.</summary>
    public ContainerReference? Log { get; init; }
}
