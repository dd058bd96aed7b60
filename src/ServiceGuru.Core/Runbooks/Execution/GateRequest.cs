using System.ComponentModel;
using ServiceGuru.Approvals;

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

    /// <summary>Who may answer: teams and people of the definition; anybody if empty.</summary>
    [Description("Who may answer: names of teams and ids of people in the service definition. Anybody if empty.")]
    public IReadOnlyList<string> Approvers { get; init; } = [];

    /// <summary>Whether the yes of somebody who started or resumed the run counts.</summary>
    [Description("Whether the yes of somebody who started or resumed the run counts. false needs people in the service definition.")]
    public bool SelfApproval { get; init; } = true;

    /// <summary>What is asked for together with the yes, by name; later steps refer to the values.</summary>
    [Description("What is asked for together with the yes, by name. Later steps refer to it: ${{ steps.ID.output.values.NAME }}. The record keeps it, so never ask for a secret.")]
    public IReadOnlyDictionary<string, GateInput> Inputs { get; init; } = new Dictionary<string, GateInput>();

    /// <summary>Whether a yes also covers the destructive changes of the steps that need this gate.</summary>
    [Description("Whether a yes also covers the destructive changes of the steps that need this gate. Then --yes does not answer it; --allow-destructive does.")]
    public bool Destructive { get; init; }

    /// <summary>How long the gate stays open; then the answer is no.</summary>
    [Description("How long the gate stays open; then the answer is no.")]
    public TimeSpan? Deadline { get; init; }

    /// <summary>How often people are reminded while the gate is open; never if absent.</summary>
    [Description("How often people are reminded while the gate is open, at least every minute. Never if absent.")]
    public TimeSpan? Remind { get; init; }

    /// <summary>The channels in which the gate is asked and, by people with an identity there, answered; none if empty.</summary>
    [Description("The channels in which the gate is asked, people are reminded, and its end is told. Where people of the service definition have an identity in that chat, they answer there too. None if empty.")]
    public IReadOnlyList<string> Notify { get; init; } = [];

    /// <summary>What people are shown before they are asked, one line each; kept with the gate.</summary>
    [Description("What people are shown before they are asked, one line each, e.g. ${{ steps.pending.output.summary }}. The record of the gate keeps it.")]
    public IReadOnlyList<string> Show { get; init; } = [];

    /// <summary>Whether a no only leaves out what needs this gate, instead of failing the run.</summary>
    [Description("Whether a no only leaves out what needs this gate, instead of failing the run.")]
    public bool Optional { get; init; }
}
