namespace ServiceGuru.Runbooks;

/// <summary>A valid runbook. Its steps are in an order in which each comes after those that it needs.</summary>
public sealed record Runbook
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>The values that the caller may choose.</summary>
    public IReadOnlyDictionary<string, RunbookParameter> Parameters { get; init; } = new Dictionary<string, RunbookParameter>();

    /// <summary>The sets of parameters that the runbook names.</summary>
    public IReadOnlyDictionary<string, RunbookScenario> Scenarios { get; init; } = new Dictionary<string, RunbookScenario>();

    /// <summary>The steps.</summary>
    public required IReadOnlyList<RunbookStep> Steps { get; init; }

    /// <summary>The text that it was read from; a run keeps it.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text, lowercase hexadecimal; a run is pinned to it.</summary>
    public required string Hash { get; init; }

    /// <summary>The file that it was read from, if any.</summary>
    public string? Path { get; init; }

    /// <summary>Finds a step.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The step.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public RunbookStep Step(string id) => Steps.FirstOrDefault(step => step.Id == id)
        ?? throw new KeyNotFoundException($"Runbook {Name} has no step '{id}'.");
}
