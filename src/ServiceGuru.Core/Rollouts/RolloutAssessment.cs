namespace ServiceGuru.Rollouts;

/// <summary>What a deployment did to the service, with the evidence by which people decide whether to revert it.</summary>
public sealed record RolloutAssessment
{
    /// <summary>The environment.</summary>
    public required string Environment { get; init; }

    /// <summary>When it was deployed.</summary>
    public required DateTimeOffset DeployedAt { get; init; }

    /// <summary>The verdict.</summary>
    public required AssessmentVerdict Verdict { get; init; }

    /// <summary>Whether all jobs fail, or the service works significantly worse than before.</summary>
    public bool Regressed { get; init; }

    /// <summary>The jobs from before the deployment.</summary>
    public required JobTally Before { get; init; }

    /// <summary>The jobs since.</summary>
    public required JobTally After { get; init; }

    /// <summary>The evidence for people, one line each, the gravest first.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
