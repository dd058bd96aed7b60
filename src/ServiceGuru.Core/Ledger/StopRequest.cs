namespace ServiceGuru.Ledger;

/// <summary>Let the changes that are under way finish, begin no other, and end; the run can be resumed.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record StopRequest(string By, string? Reason) : RunRequest(By);
