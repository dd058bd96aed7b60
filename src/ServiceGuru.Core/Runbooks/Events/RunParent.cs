namespace ServiceGuru.Runbooks.Events;

/// <summary>Whose target a run is.</summary>
/// <param name="RunId">The run that it belongs to.</param>
/// <param name="Step">Its step.</param>
/// <param name="Target">The target's name.</param>
public sealed record RunParent(string RunId, string Step, string Target)
{
    /// <summary>Whether somebody has said yes to what the step destroys; then nobody is asked again for each target.</summary>
    public bool Approved { get; init; }
}
