namespace ServiceGuru.Runbooks.Promises;

/// <summary>What a run was started to do and nothing else; its record keeps it, so that it holds after a resume, too.</summary>
/// <param name="Hash">The plan's hash, 64 hexadecimal digits.</param>
/// <param name="Steps">The steps.</param>
public sealed record PlanPromise(string Hash, IReadOnlyList<StepPromise> Steps)
{
    /// <summary>Finds what is promised of a step, or null where nothing is.</summary>
    /// <param name="step">The step's id.</param>
    /// <returns>The promise, or null.</returns>
    public StepPromise? Of(string step) => Steps.FirstOrDefault(promise => promise.Step == step && promise.Gap is null);

    /// <summary>Gives what is promised of one target, for the run that does its work; null where nothing is.</summary>
    internal PlanPromise? OfTarget(string step, string target) => Of(step) is { } promise && promise.Targets.FirstOrDefault(known => known.Name == target) is { } found
        ? new PlanPromise(Hash, [promise with { Changes = found.Changes, Blockers = found.Blockers, Targets = [] }])
        : null;
}
