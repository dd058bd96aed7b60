using System.ComponentModel;

namespace ServiceGuru.Snippets;

/// <summary>Where the inputs of a snippet were recorded.</summary>
public sealed record SnippetSource
{
    /// <summary>The run.</summary>
    [Description("The run.")]
    public string? Run { get; init; }

    /// <summary>Its step.</summary>
    [Description("Its step.")]
    public string? Step { get; init; }

    /// <summary>The runbook's name.</summary>
    [Description("The runbook's name.")]
    public string? Runbook { get; init; }

    /// <summary>The service's name.</summary>
    [Description("The service's name.")]
    public string? Service { get; init; }
}
