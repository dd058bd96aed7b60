namespace ServiceGuru.Reports;

/// <summary>A part of a step's time.</summary>
/// <param name="Kind">What it was at.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when.</param>
internal sealed record StepSpan(SpanKind Kind, DateTimeOffset Start, DateTimeOffset End);
