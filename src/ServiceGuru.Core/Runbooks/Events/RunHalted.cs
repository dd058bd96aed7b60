namespace ServiceGuru.Runbooks.Events;

/// <summary>Somebody ends the run early; what is under way finishes first.</summary>
/// <param name="By">Who.</param>
/// <param name="Cancelled">Whether the run is given up, and not only stopped.</param>
/// <param name="Reason">Why.</param>
public sealed record RunHalted(string By, bool Cancelled, string? Reason) : RunEvent;
