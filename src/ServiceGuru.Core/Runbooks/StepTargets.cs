using ServiceGuru.Documents;

namespace ServiceGuru.Runbooks;

/// <summary>On what a step with <c>forEach</c> works, and how many at once.</summary>
/// <param name="Items">The list as written, or a reference to one.</param>
/// <param name="MaxParallel">How many targets may be under way at once, at least 1.</param>
/// <param name="Budget">How many may fail before no further one begins.</param>
public sealed record StepTargets(DocumentNode Items, int MaxParallel, FailureBudget Budget);
