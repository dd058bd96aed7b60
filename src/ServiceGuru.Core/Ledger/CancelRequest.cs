namespace ServiceGuru.Ledger;

/// <summary>
/// Give the run up: the changes that are under way finish, nothing else begins but the steps that run always, and what is
/// to be undone automatically is undone.
/// </summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelRequest(string By, string? Reason) : RunRequest(By);
