namespace ServiceGuru.Infrastructure;

/// <summary>The changelog of the secrets as the vault has it.</summary>
/// <param name="Text">The free text.</param>
/// <param name="RevisedAt">When it was changed last, or null where the vault does not say.</param>
public sealed record ChangelogNote(string Text, DateTimeOffset? RevisedAt);
