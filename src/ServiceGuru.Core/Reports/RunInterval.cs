namespace ServiceGuru.Reports;

/// <summary>A time in which nothing of a run could begin.</summary>
/// <param name="Start">From when.</param>
/// <param name="End">Until when.</param>
/// <param name="Why">Why, a few words.</param>
/// <param name="Paused">Whether somebody had paused it; else no process worked on it.</param>
internal sealed record RunInterval(DateTimeOffset Start, DateTimeOffset End, string Why, bool Paused);
