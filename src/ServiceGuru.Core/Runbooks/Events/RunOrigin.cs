namespace ServiceGuru.Runbooks.Events;

/// <summary>Where the inputs of a run of one step come from.</summary>
/// <param name="RunId">The run whose record has the step, or null.</param>
/// <param name="Step">The step's id there, or null.</param>
/// <param name="Snippet">The snippet's name, or null where the step was taken from the record itself.</param>
public sealed record RunOrigin(string? RunId, string? Step, string? Snippet);
