namespace ServiceGuru.Branches;

/// <summary>A compare-and-swap of one ref.</summary>
/// <param name="Url">The remote.</param>
/// <param name="Ref">The full ref name, e.g. <c>refs/heads/stable</c>.</param>
/// <param name="Expected">The full object name that it must have now; null: it must not exist.</param>
/// <param name="New">The full object name that it gets; the remote has it already.</param>
public sealed record RefUpdate(string Url, string Ref, string? Expected, string New);
