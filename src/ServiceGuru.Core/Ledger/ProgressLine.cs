namespace ServiceGuru.Ledger;

/// <summary>How far a step was at a moment: seen by whoever watches the run from another process, and no part of its record.</summary>
/// <param name="Time">When (UTC).</param>
/// <param name="Step">The step.</param>
/// <param name="Message">One line.</param>
/// <param name="Fraction">How much is done, 0 to 1, or null where nobody knows.</param>
public sealed record ProgressLine(DateTimeOffset Time, string Step, string Message, double? Fraction);
