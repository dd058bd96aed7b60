namespace ServiceGuru.Runbooks.Events;

/// <summary>A change is about to be carried out.</summary>
/// <param name="Step">The step.</param>
/// <param name="Change">The change's id.</param>
public sealed record ChangeStarted(string Step, string Change) : RunEvent
{
    /// <summary>The machine and folder where it is carried out, if only these can tell later what became of it.</summary>
    public string? Place { get; init; }
}
