namespace ServiceGuru.Host.Gates;

/// <summary>What the user agreed to on the command line.</summary>
/// <param name="Yes"><c>--yes</c>: gates, and the changes of a single operation.</param>
/// <param name="Destructive"><c>--allow-destructive</c>: changes that destroy something.</param>
/// <param name="ReviewsChanges">Whether each step's changes are asked for: those of a single operation, which has no gate.</param>
/// <param name="Alone">Whether nobody answers from elsewhere, as in a demonstration: what can't be asked here is a no at once.</param>
internal sealed record Consent(bool Yes, bool Destructive, bool ReviewsChanges, bool Alone = false);
