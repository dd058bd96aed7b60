using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>An applied change, and how it would be undone.</summary>
public sealed record UndoItem
{
    /// <summary>The run that made it: the undone one, or that of one of its targets.</summary>
    public required string RunId { get; init; }

    /// <summary>The target whose run made it, or null.</summary>
    public string? Target { get; init; }

    /// <summary>Its step.</summary>
    public required string Step { get; init; }

    /// <summary>What the step is for.</summary>
    public required string Title { get; init; }

    /// <summary>The change.</summary>
    public required Change Change { get; init; }

    /// <summary>The change that undoes it, or null where none does.</summary>
    public Change? Revert { get; init; }

    /// <summary>Why none undoes it, or null where one does.</summary>
    public string? WhyNot { get; init; }

    /// <summary>Whether it was in doubt, and a probe has found that it happened.</summary>
    public bool WasInDoubt { get; init; }

    /// <summary>Gets a value indicating whether undoing it destroys something.</summary>
    public bool Destructive => Revert?.Destructive == true;
}
