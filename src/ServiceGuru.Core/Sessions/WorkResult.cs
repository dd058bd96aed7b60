using ServiceGuru.Operations;

namespace ServiceGuru.Sessions;

/// <summary>What became of work, and why where it was refused.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Failure">Why it was refused, or null.</param>
public sealed record WorkResult(WorkVerdict Verdict, Failure? Failure = null);
