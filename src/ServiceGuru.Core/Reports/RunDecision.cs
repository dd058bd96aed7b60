namespace ServiceGuru.Reports;

/// <summary>Something that a person decided about a run.</summary>
/// <param name="Time">When.</param>
/// <param name="By">Who.</param>
/// <param name="What">What, a few words.</param>
/// <param name="Why">Why, or what they said.</param>
/// <param name="Step">The step that it is about.</param>
internal sealed record RunDecision(DateTimeOffset Time, string By, string What, string? Why, string? Step);
