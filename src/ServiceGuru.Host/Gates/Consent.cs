namespace ServiceGuru.Host.Gates;

/// <summary>What the user agreed to on the command line.</summary>
/// <param name="Yes"><c>--yes</c>: gates, and the changes of a single operation.</param>
/// <param name="Destructive"><c>--allow-destructive</c>: changes that destroy something.</param>
/// <param name="ReviewsChanges">Whether each step's changes are asked for: those of a single operation, which has no gate.</param>
internal sealed record Consent(bool Yes, bool Destructive, bool ReviewsChanges);
