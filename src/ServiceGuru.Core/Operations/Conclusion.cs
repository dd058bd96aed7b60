namespace ServiceGuru.Operations;

/// <summary>How an operation ended: its output, and the failure if the answer is no.</summary>
/// <param name="Output">The output; present also where the answer is no (an unhealthy report is a report).</param>
/// <param name="Failure">Why the answer is no, or null where it is yes.</param>
public sealed record Conclusion(object Output, Failure? Failure = null);
