namespace ServiceGuru.Ledger;

/// <summary>What somebody answers to a gate of a run that another process works on.</summary>
/// <param name="Step">The gate's step.</param>
/// <param name="By">Who.</param>
/// <param name="Yes">Whether the answer is yes.</param>
/// <param name="Comment">What they said.</param>
public sealed record GateAnswer(string Step, string By, bool Yes, string? Comment);
