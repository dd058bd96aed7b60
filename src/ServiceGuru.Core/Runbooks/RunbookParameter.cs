using System.ComponentModel;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>A value that the caller of a runbook may choose.</summary>
public sealed record RunbookParameter
{
    /// <summary>The type.</summary>
    [Description("The type.")]
    public ParameterType Type { get; init; }

    /// <summary>The value, as a text, when the caller gives none; without it the caller must give one. A list is a JSON array.</summary>
    [ListAsText]
    [Description("The value when the caller gives none; without it the caller must give one.")]
    public string? Default { get; init; }

    /// <summary>What it means.</summary>
    [Description("What it means.")]
    public string? Description { get; init; }
}
