using ServiceGuru.Operations;

namespace ServiceGuru.Ledger;

/// <summary>An applied change and the run that made it.</summary>
/// <param name="Run">The run.</param>
/// <param name="By">Who started it.</param>
/// <param name="At">When the change ended.</param>
/// <param name="Change">The change.</param>
/// <param name="Values">What was learned while doing it, by name.</param>
public sealed record RecordedChange(string Run, string By, DateTimeOffset At, Change Change, IReadOnlyDictionary<string, string> Values);
