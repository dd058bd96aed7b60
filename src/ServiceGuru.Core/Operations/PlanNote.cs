namespace ServiceGuru.Operations;

/// <summary>Something a plan found that needs no change.</summary>
/// <param name="Target">What it is about.</param>
/// <param name="Text">What was found, one line.</param>
/// <param name="Value">The value found, where later steps may need it exactly, e.g. a full commit.</param>
public sealed record PlanNote(string Target, string Text, string? Value = null);
