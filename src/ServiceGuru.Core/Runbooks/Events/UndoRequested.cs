namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody undoes what an ended run, or some of its steps, have changed.</summary>
/// <param name="By">Who.</param>
/// <param name="Steps">The steps whose changes are undone.</param>
public sealed record UndoRequested(string By, IReadOnlyList<string> Steps) : RunEvent
{
    /// <summary>The failed step about which it was decided, or null where somebody asked for it after looking at its plan.</summary>
    public string? Because { get; init; }

    /// <summary>The changes that stay, because somebody did not want them undone.</summary>
    public IReadOnlyList<KeptChange> Kept { get; init; } = [];
}
