using System.ComponentModel;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>A named set of a runbook's parameters.</summary>
public sealed record RunbookScenario
{
    /// <summary>Its name.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>When it is meant to be used.</summary>
    [Description("When it is meant to be used.")]
    public string? Description { get; init; }

    /// <summary>The values as texts, by parameter; a list is a JSON array. What is absent has the runbook's default.</summary>
    [ListAsText]
    [Description("The values, by parameter. What is absent has the runbook's default, or must be given.")]
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
