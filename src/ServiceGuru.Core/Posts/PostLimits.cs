namespace ServiceGuru.Posts;

/// <summary>How long a status may be on an instance.</summary>
/// <param name="MaxCharacters">The most characters, as the instance counts them.</param>
/// <param name="CharactersPerUrl">How many characters an address counts, however long it is.</param>
public sealed record PostLimits(int MaxCharacters, int CharactersPerUrl);
