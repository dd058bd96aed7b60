using System.ComponentModel;

namespace ServiceGuru.Runbooks;

/// <summary>A runbook as it is written.</summary>
internal sealed record RunbookDocument
{
    [Description("The runbook's name: lowercase letters, digits and hyphens.")]
    public required string Name { get; init; }

    [Description("What it is for.")]
    public string? Description { get; init; }

    [Description("The values that the caller may choose, by name.")]
    public IReadOnlyDictionary<string, RunbookParameter> Parameters { get; init; } = new Dictionary<string, RunbookParameter>();

    [Description("Named sets of parameters, by name: lowercase letters, digits and hyphens. Used with --scenario NAME.")]
    public IReadOnlyDictionary<string, RunbookScenario> Scenarios { get; init; } = new Dictionary<string, RunbookScenario>();

    [Description("The steps. Each needs the one before unless it says otherwise.")]
    public required IReadOnlyList<RunbookStepDocument> Steps { get; init; }
}
