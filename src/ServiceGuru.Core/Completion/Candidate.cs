namespace ServiceGuru.Completion;

/// <summary>A word that somebody may want to type.</summary>
/// <param name="Word">The word, not quoted.</param>
/// <param name="Hint">What it stands for, one line.</param>
public sealed record Candidate(string Word, string Hint);
