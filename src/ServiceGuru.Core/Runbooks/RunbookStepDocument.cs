using System.ComponentModel;
using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>A step as it is written.</summary>
internal sealed record RunbookStepDocument
{
    [Description("The step's id, unique: lowercase letters, digits and hyphens.")]
    public required string Id { get; init; }

    [Description("What the step is for, as people read it while it runs.")]
    public string? Title { get; init; }

    [Description("Why the step is there and what it does, for somebody who sees it for the first time; told by --guided.")]
    public string? Description { get; init; }

    [Description("The operation, e.g. branches/move.")]
    public required string Uses { get; init; }

    [Description("The operation's inputs; values may be references such as ${{ steps.move.output.revisions }} or ${{ parameters.name }}.")]
    public MappingNode? With { get; init; }

    [Description("The steps that must have ended before; the step before if absent, none if empty.")]
    public IReadOnlyList<string>? Needs { get; init; }

    [Description("When the step runs, once the steps that it needs have ended.")]
    public StepCondition When { get; init; }

    [Description("How long one attempt may last.")]
    public TimeSpan? Timeout { get; init; }

    [Description("How often the step is tried when it fails for a passing reason.")]
    public RetryPolicy Retry { get; init; } = new();

    [Description("The targets: the step is carried out once for each item of this list, or of the list that a reference gives. Inputs may use ${{ item }} and ${{ item.field }}. Each target has a name of its own: the item itself, or its name (or id) where it is a mapping.")]
    public DocumentNode? ForEach { get; init; }

    [Description("How many targets may be under way at once, 1 to 1000.")]
    public int MaxParallel { get; init; } = 1;

    [Description("How many targets may fail before no further one begins: a number such as 3, or a part such as 5%. What is under way finishes.")]
    public string FailureBudget { get; init; } = "0";

    [Description("What happens to the step's changes when the run fails.")]
    public UndoPolicy Undo { get; init; }
}
