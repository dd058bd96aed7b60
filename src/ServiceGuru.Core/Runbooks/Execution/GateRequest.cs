using System.ComponentModel;

namespace ServiceGuru.Runbooks.Execution;

/// <summary>The inputs of <c>gate/approval</c>.</summary>
public sealed record GateRequest
{
    /// <summary>What people are asked.</summary>
    [Description("What people are asked.")]
    public required string Question { get; init; }

    /// <summary>How many different people must say yes, at least 1. One no closes the gate.</summary>
    [Description("How many different people must say yes, at least 1. One no closes the gate.")]
    public int Need { get; init; } = 1;

    /// <summary>Whether a yes also covers the destructive changes of the steps that need this gate.</summary>
    [Description("Whether a yes also covers the destructive changes of the steps that need this gate. Then --yes does not answer it; --allow-destructive does.")]
    public bool Destructive { get; init; }

    /// <summary>How long the gate stays open; then the answer is no.</summary>
    [Description("How long the gate stays open; then the answer is no.")]
    public TimeSpan? Deadline { get; init; }

    /// <summary>What people are shown before they are asked, one line each; kept with the gate.</summary>
    [Description("What people are shown before they are asked, one line each, e.g. ${{ steps.pending.output.summary }}. The record of the gate keeps it.")]
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>Whether a no only leaves out what needs this gate, instead of failing the run.</summary>
    [Description("Whether a no only leaves out what needs this gate, instead of failing the run.")]
    public bool Optional { get; init; }
}
