namespace ServiceGuru.Runbooks.Events;

/// <summary>Nothing new begins until the run is continued.</summary>
/// <param name="By">Who asked for it.</param>
/// <param name="Reason">Why.</param>
public sealed record RunPaused(string By, string? Reason) : RunEvent;
