namespace ServiceGuru.Runbooks;

/// <summary>The output of a step with <c>forEach</c>.</summary>
/// <param name="Succeeded">How many targets succeeded.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Skipped">How many were not begun, because too many had failed.</param>
/// <param name="Targets">All of them in order.</param>
public sealed record TargetsOutput(int Succeeded, int Failed, int Skipped, IReadOnlyList<TargetResult> Targets);
