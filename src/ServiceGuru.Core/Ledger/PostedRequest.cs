namespace ServiceGuru.Ledger;

/// <summary>A request as it lies in a run's mailbox.</summary>
/// <param name="Id">Its place in the mailbox; sorts by arrival.</param>
/// <param name="Request">What is asked, or null where nobody can read it: then every open gate takes it for a no.</param>
public sealed record PostedRequest(string Id, RunRequest? Request);
