namespace ServiceGuru.Reports;

/// <summary>A part of a run's critical path.</summary>
/// <param name="Step">The step, or null where it is none.</param>
/// <param name="Words">What it is where it is no step.</param>
/// <param name="Own">How long it took, without breaks.</param>
/// <param name="Idle">How long the run was paused, or nobody worked on it, meanwhile.</param>
internal sealed record PathPart(StepStory? Step, string? Words, TimeSpan Own, TimeSpan Idle);
