using System.ComponentModel;

namespace ServiceGuru.Approvals;

/// <summary>A value that a gate asks for together with the yes.</summary>
public sealed record GateInput
{
    /// <summary>The type.</summary>
    [Description("The type.")]
    public GateInputType Type { get; init; }

    /// <summary>What a choice can be.</summary>
    [Description("type: choice. What can be chosen.")]
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>Whether the gate stays closed without it.</summary>
    [Description("Whether the gate stays closed without it.")]
    public bool Required { get; init; }

    /// <summary>The regular expression that the whole text must match.</summary>
    [Description("type: string. The regular expression that the whole text must match; no look-around, no back-references.")]
    public string? Pattern { get; init; }

    /// <summary>The least number.</summary>
    [Description("type: integer. The least number; type: string. The fewest characters.")]
    public long? Minimum { get; init; }

    /// <summary>The greatest number.</summary>
    [Description("type: integer. The greatest number; type: string. The most characters.")]
    public long? Maximum { get; init; }

    /// <summary>What people are told about it.</summary>
    [Description("What people are told about it.")]
    public string? Description { get; init; }
}
