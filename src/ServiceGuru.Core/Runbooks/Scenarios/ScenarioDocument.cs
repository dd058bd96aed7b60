using System.ComponentModel;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks.Scenarios;

/// <summary>A scenario in a file of its own, as it is written.</summary>
internal sealed record ScenarioDocument
{
    [Description("The runbook's name.")]
    public required string Runbook { get; init; }

    [Description("When it is meant to be used.")]
    public string? Description { get; init; }

    [ListAsText]
    [Description("The values, by parameter.")]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
